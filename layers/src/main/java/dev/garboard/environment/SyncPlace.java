package dev.garboard.environment;

import java.nio.file.Path;

/// Where a selection is installed.
public sealed interface SyncPlace {

  /// A virtual environment, made where there is none.
  ///
  /// @param prefix where it is written, absolute
  /// @param used where it will be used: the same, or without the leading part of a staged root
  record Virtual(Path prefix, Path used) implements SyncPlace {}

  /// A directory that others use, too. We keep a list of our own in it and remove only what is on
  /// that.
  ///
  /// @param managed whether it is the interpreter's own prefix, which the operating system's
  ///   package tool may own
  /// @param foreign what becomes of distributions of other versions that others installed
  record Shared(EnvironmentPaths paths, boolean managed, Foreign foreign) implements SyncPlace {}

  /// What becomes of what others installed.
  enum Foreign {
    /// Another version in the way stops everything.
    KEEP,
    /// Another version in the way is replaced.
    REPLACE,
    /// All that is not selected is removed, pip and uv excepted.
    REMOVE
  }
}

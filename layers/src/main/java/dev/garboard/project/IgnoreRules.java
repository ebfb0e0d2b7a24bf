package dev.garboard.project;

import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.Path;

/// Decides which paths of a source tree an ignore file leaves out. Asked from the top down: nothing
/// below an ignored directory is asked for unless [#mayReincludeBelow] says so.
interface IgnoreRules {

  /// Reads what applies inside this directory before its children are asked for.
  ///
  /// @throws IOException when an ignore file there cannot be read
  void enter(UnixPath directory, Path onDisk) throws IOException;

  /// Whether the path is left out.
  boolean ignores(UnixPath path, boolean directory);

  /// Whether something below this ignored directory may be brought back by a later rule.
  boolean mayReincludeBelow(UnixPath directory);
}

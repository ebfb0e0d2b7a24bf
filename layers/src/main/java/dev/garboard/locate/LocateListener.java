package dev.garboard.locate;

import dev.garboard.python.PackageName;

/// Hears what happens to each file; called from several threads at once.
public interface LocateListener {

  /// Hears nothing.
  LocateListener NONE = new LocateListener() {};

  /// The file lies in the store already.
  default void reused(PackageName name, String file) {}

  /// A download begins.
  ///
  /// @param size in bytes as the lock has it, [dev.garboard.selection.Artifact#UNKNOWN_SIZE] when
  ///   it does not say
  default void started(PackageName name, String file, long size) {}

  /// A download got ahead.
  ///
  /// @param received bytes so far; smaller than before when the server started over
  default void advanced(PackageName name, String file, long received) {}

  /// A download is complete and verified.
  default void finished(PackageName name, String file, long size) {}

  /// The lock has no digest for this file: its bytes were taken as they came.
  default void unverified(PackageName name, String file) {}
}

package dev.garboard.selection;

import dev.garboard.content.Digest;
import dev.garboard.python.WheelFilename;
import java.util.List;

/// What of a selected package gets installed: the file or tree that uv would take.
public sealed interface Artifact {

  /// A wheel, used as it is.
  ///
  /// @param location absolute URL (`https:`, `http:`, `file:`), or a path relative to the lock's
  ///   directory
  /// @param digests the lock's hash, or none
  /// @param size in bytes as the lock has it; [#UNKNOWN_SIZE] when it does not say
  record Wheel(WheelFilename filename, String location, List<Digest> digests, long size)
      implements Artifact {}

  /// A source archive that must be built.
  ///
  /// @param location as for [Wheel]
  /// @param digests the lock's hash, or none
  /// @param size in bytes; [#UNKNOWN_SIZE] when the lock does not say
  record SourceArchive(String filename, String location, List<Digest> digests, long size)
      implements Artifact {}

  /// A repository at a commit that must be built; the package's source says which.
  record GitTree() implements Artifact {}

  /// A local source tree.
  ///
  /// @param path relative to the lock's directory, empty for that directory itself
  record LocalTree(String path, boolean editable) implements Artifact {}

  /// Stands for a size that the lock does not give.
  long UNKNOWN_SIZE = -1;
}

package dev.garboard.project;

import dev.garboard.tree.UnixPath;
import java.nio.file.Path;

/// A file of a source tree that belongs into an image.
///
/// @param path relative to the tree's root
/// @param file where it lies on this machine
public record SourceFile(UnixPath path, Path file, Kind kind) {

  /// What the file becomes.
  public enum Kind {
    /// A regular file, 0644.
    PLAIN,
    /// A regular file, 0755.
    EXECUTABLE,
    /// A symbolic link, kept as written.
    SYMLINK
  }
}

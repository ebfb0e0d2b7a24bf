package dev.garboard.hostbuild;

import dev.garboard.content.Digest;
import dev.garboard.project.PackageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What a wheel is built from.
public sealed interface BuildSource {

  /// A source archive on this machine: an sdist, or the file of a direct URL or path.
  ///
  /// @param file already verified against the lock where the lock has a digest
  /// @param filename as published; the suffix tells the format
  /// @param digest of the file
  /// @param subdirectory of the project inside the archive; empty for its root
  record Archive(Path file, String filename, Digest digest, String subdirectory)
      implements BuildSource {}

  /// A repository at the lockfile's commit.
  record GitCommit(PackageSource.Git git) implements BuildSource {}

  /// A local source tree: a directory source or a workspace member. It is only read.
  ///
  /// @param root what is copied
  /// @param subdirectory of the project below `root`; empty for `root` itself
  /// @param history whether `.git` is copied, too, for versions that come from it
  record Tree(Path root, String subdirectory, boolean history) implements BuildSource {

    /// Digest of what the build sees: paths, modes, links and contents.
    ///
    /// @throws IOException when the tree cannot be read
    public Digest digest() throws IOException {
      return SourceTree.list(root, history).digest();
    }

    /// Every path whose state what the build sees depends on.
    ///
    /// @throws IOException when the tree cannot be read
    public List<Path> dependencies() throws IOException {
      return SourceTree.list(root, history).dependencies();
    }
  }
}

package dev.garboard.store;

import java.nio.file.Path;

/// The kinds of directories that are kept beside the content: each is made aside and renamed, so
/// that one under its final name is complete.
public enum TreeShelf {
  /// Interpreters unpacked from bases.
  INTERPRETERS("interpreters", 1),
  /// Wheels unpacked for environments, which share their files.
  UNPACKED("unpacked", 2),
  /// Wheels built on this machine.
  BUILT("built", 2),
  /// Work in progress.
  WORK("work", 1);

  private final String directory;
  private final int depth;

  TreeShelf(String directory, int depth) {
    this.directory = directory;
    this.depth = depth;
  }

  String directory() {
    return directory;
  }

  /// How deep below the shelf its entries lie.
  int depth() {
    return depth;
  }

  /// Whether an entry is what a process works at, or a dead one has left.
  boolean isUnfinished(Path entry) {
    String name = String.valueOf(entry.getFileName());
    String above = String.valueOf(entry.resolveSibling("").getFileName());
    return this == WORK
        || name.startsWith(".")
        || name.startsWith("new-")
        || above.equals("tmp")
        || above.equals("work");
  }
}

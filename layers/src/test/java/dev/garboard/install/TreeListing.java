package dev.garboard.install;

import dev.garboard.content.Hashing;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Trees as text.
final class TreeListing {

  private TreeListing() {}

  /// One line an entry: mode, kind or SHA-256, path.
  static String of(FileTree tree) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<UnixPath, TreeEntry> e : tree.entries().entrySet()) {
      String what =
          switch (e.getValue()) {
            case TreeEntry.RegularFile file -> Hashing.sha256(file.content()).hex();
            case TreeEntry.Directory _ -> "directory";
            case TreeEntry.Symlink link -> "-> " + link.target();
            case TreeEntry.HardLink link -> "== " + link.target();
          };
      text.append("%o %s %s\n".formatted(e.getValue().attributes().mode(), what, e.getKey()));
    }
    return text.toString();
  }

  /// Paths and modes only.
  static String paths(FileTree tree) {
    StringBuilder text = new StringBuilder();
    tree.entries()
        .forEach(
            (path, entry) -> text.append("%o %s\n".formatted(entry.attributes().mode(), path)));
    return text.toString();
  }

  /// The text of a file.
  static String text(FileTree tree, String path) throws IOException {
    if (tree.get(UnixPath.of(path)).orElseThrow() instanceof TreeEntry.RegularFile file) {
      return new String(file.content().readAll(), StandardCharsets.UTF_8);
    }
    throw new AssertionError(path + " is no file");
  }
}

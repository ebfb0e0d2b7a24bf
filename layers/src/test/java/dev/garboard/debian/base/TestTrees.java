package dev.garboard.debian.base;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Trees as directories and as digests.
final class TestTrees {

  private TestTrees() {}

  /// Writes a tree without owners and set-id bits.
  static void write(FileTree tree, Path root) throws IOException {
    for (Map.Entry<UnixPath, TreeEntry> each : tree.entries().entrySet()) {
      Path path = root.resolve(each.getKey().value());
      Files.createDirectories(path.getParent());
      switch (each.getValue()) {
        case TreeEntry.Directory _ -> Files.createDirectories(path);
        case TreeEntry.Symlink(String target, _) -> Files.createSymbolicLink(path, Path.of(target));
        case TreeEntry.HardLink(UnixPath target, _) ->
            Files.createLink(path, root.resolve(target.value()));
        case TreeEntry.RegularFile(Content content, TreeEntry.Attributes attributes) -> {
          try (InputStream in = content.open()) {
            Files.copy(in, path);
          }
          assertTrue(path.toFile().setExecutable((attributes.mode() & 0111) != 0));
        }
      }
    }
  }

  private static void assertTrue(boolean condition) {
    if (!condition) {
      throw new AssertionError();
    }
  }

  /// A digest over paths, attributes and contents.
  static Digest digest(FileTree tree) throws IOException {
    StringBuilder listing = new StringBuilder();
    for (Map.Entry<UnixPath, TreeEntry> each : tree.entries().entrySet()) {
      listing.append(each.getKey()).append(' ').append(each.getValue().attributes()).append(' ');
      listing.append(
          switch (each.getValue()) {
            case TreeEntry.Directory _ -> "directory";
            case TreeEntry.Symlink(String target, _) -> target;
            case TreeEntry.HardLink(UnixPath target, _) -> target.value();
            case TreeEntry.RegularFile(Content content, _) -> Hashing.sha256(content).hex();
          });
      listing.append('\n');
    }
    return Hashing.sha256(listing.toString());
  }

  /// Bytes of all regular files.
  static long size(FileTree tree) {
    long size = 0;
    for (TreeEntry entry : tree.entries().values()) {
      size += entry instanceof TreeEntry.RegularFile(Content content, _) ? content.size() : 0;
    }
    return size;
  }
}

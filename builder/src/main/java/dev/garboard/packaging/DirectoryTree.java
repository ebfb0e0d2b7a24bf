package dev.garboard.packaging;

import dev.garboard.content.Content;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A directory of the host as a tree of root's files: 0755 what its owner may execute, else 0644.
/// Symbolic links stay links.
public final class DirectoryTree {

  private DirectoryTree() {}

  /// Reads a directory.
  ///
  /// @param prefix where the directory's content lies in the tree
  /// @throws IOException when it cannot be read, or holds something else than files, directories
  ///   and symbolic links
  public static FileTree of(Path directory, UnixPath prefix) throws IOException {
    FileTree.TreeWriter tree = FileTree.writer();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        UnixPath at = prefix;
        for (Path name : directory.relativize(path)) {
          at = name.toString().isEmpty() ? at : at.resolve(name.toString());
        }
        if (!at.isRoot()) {
          tree.put(at, entry(path));
        }
      }
    }
    return tree.tree();
  }

  private static TreeEntry entry(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return TreeEntry.symlink(Files.readSymbolicLink(path).toString());
    }
    if (Files.isDirectory(path)) {
      return TreeEntry.directory();
    }
    if (!Files.isRegularFile(path)) {
      throw new IOException("neither file nor directory nor symbolic link: " + path);
    }
    return TreeEntry.file(Content.of(path), Files.isExecutable(path));
  }
}

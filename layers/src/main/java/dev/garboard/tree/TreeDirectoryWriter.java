package dev.garboard.tree;

import dev.garboard.tree.TreeEntry.Directory;
import dev.garboard.tree.TreeEntry.HardLink;
import dev.garboard.tree.TreeEntry.RegularFile;
import dev.garboard.tree.TreeEntry.Symlink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Writes a tree into a directory of this machine. Owners are not set: whoever runs owns the files.
public final class TreeDirectoryWriter {

  private final Path root;

  /// Writes below `root`, which must exist.
  public TreeDirectoryWriter(Path root) {
    this.root = root;
  }

  /// Writes all entries.
  ///
  /// @throws IOException when a file cannot be written, or a path leads through a symbolic link
  public void write(FileTree tree) throws IOException {
    write(tree, path -> true);
  }

  /// Writes the entries whose path is wanted.
  ///
  /// @throws IOException when a file cannot be written, or a path leads through a symbolic link
  public void write(FileTree tree, Predicate<UnixPath> wanted) throws IOException {
    for (Map.Entry<UnixPath, TreeEntry> entry : tree.entries().entrySet()) {
      if (wanted.test(entry.getKey())) {
        write(entry.getKey(), entry.getValue());
      }
    }
  }

  private void write(UnixPath path, TreeEntry entry) throws IOException {
    Path file = root.resolve(path.value());
    makeParents(path.parent());
    switch (entry) {
      case Directory directory -> {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectory(file);
        }
        Files.setPosixFilePermissions(file, permissions(directory.attributes().mode() | 0700));
      }
      case RegularFile regular -> {
        Files.deleteIfExists(file);
        try (InputStream in = regular.content().open()) {
          Files.copy(in, file);
        }
        Files.setPosixFilePermissions(file, permissions(regular.attributes().mode()));
      }
      case Symlink link -> {
        Files.deleteIfExists(file);
        Files.createSymbolicLink(file, Path.of(link.target()));
      }
      case HardLink link -> {
        Files.deleteIfExists(file);
        Files.createLink(file, root.resolve(link.target().value()));
      }
    }
  }

  /// Makes missing directories; a symbolic link on the way would let an entry leave the root.
  private void makeParents(UnixPath directory) throws IOException {
    if (directory.isRoot()) {
      return;
    }
    Path onDisk = root.resolve(directory.value());
    if (!Files.isDirectory(onDisk, LinkOption.NOFOLLOW_LINKS)) {
      makeParents(directory.parent());
      Files.createDirectory(onDisk);
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    EnumSet<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int bit = 0; bit < all.length; bit++) {
      if ((mode & (0400 >> bit)) != 0) {
        permissions.add(all[bit]);
      }
    }
    return permissions;
  }
}

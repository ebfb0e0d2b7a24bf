package dev.garboard.environment;

import dev.garboard.content.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Puts files into an environment by link or copy. A file that lies in the way is replaced by
/// rename, never written into: it may be a link into a store.
final class FilePlacer {

  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final AtomicBoolean links;
  private final Set<Path> directories = ConcurrentHashMap.newKeySet();

  /// @param store where the files come from
  FilePlacer(LinkMode mode, Path store) throws IOException {
    this.links =
        new AtomicBoolean(
            switch (mode) {
              case COPY -> false;
              case HARDLINK -> true;
              case AUTO -> !copiesShareBlocks(store);
            });
  }

  /// On these file systems the JDK's copy is a clone, which needs no space and no read-only files.
  private static boolean copiesShareBlocks(Path store) throws IOException {
    String type = Files.getFileStore(store).type().toLowerCase(Locale.ROOT);
    return type.equals("btrfs") || type.equals("bcachefs") || type.equals("apfs");
  }

  /// Links or copies a file of the store.
  void place(Path source, Path target, boolean executable) throws IOException {
    makeParent(target);
    if (links.get()) {
      try {
        link(source, target);
        return;
      } catch (NoSuchFileException e) {
        throw e;
      } catch (FileSystemException | UnsupportedOperationException e) {
        // Another device, too many links, or a file system without: copy from now on.
        links.set(false);
      }
    }
    NamedFailure.of(target, () -> copy(source, target, executable));
  }

  private static void link(Path source, Path target) throws IOException {
    try {
      Files.createLink(target, source);
    } catch (FileAlreadyExistsException e) {
      Path aside = aside(target);
      Files.deleteIfExists(aside);
      Files.createLink(aside, source);
      rename(aside, target);
    }
  }

  private static void copy(Path source, Path target, boolean executable) throws IOException {
    try {
      Files.copy(source, target);
      Files.setPosixFilePermissions(target, executable ? EXECUTABLE : PLAIN);
    } catch (FileAlreadyExistsException e) {
      Path aside = aside(target);
      Files.deleteIfExists(aside);
      Files.copy(source, aside);
      Files.setPosixFilePermissions(aside, executable ? EXECUTABLE : PLAIN);
      rename(aside, target);
    }
  }

  /// Writes a file of its own.
  void write(Content content, Path target, boolean executable) throws IOException {
    makeParent(target);
    Path aside = aside(target);
    Files.deleteIfExists(aside);
    NamedFailure.of(
        target,
        () -> {
          try (InputStream in = content.open()) {
            Files.copy(in, aside);
          }
        });
    Files.setPosixFilePermissions(aside, executable ? EXECUTABLE : PLAIN);
    rename(aside, target);
  }

  private static void rename(Path aside, Path target) throws IOException {
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(aside);
      throw new FileSystemException(target.toString(), null, "a directory is in the way");
    }
    // Two names of one file: rename does nothing then, and leaves the one aside.
    Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(aside);
  }

  private static Path aside(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".garboard");
  }

  private void makeParent(Path target) throws IOException {
    Path parent = target.getParent();
    // Noted only once it is there: another thread believes the note.
    if (parent != null && !directories.contains(parent)) {
      Files.createDirectories(parent);
      directories.add(parent);
    }
  }
}

package dev.garboard.store;

import dev.garboard.content.Hashing;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files of a store. Others may remove any of them at any time.
final class StoreFiles {

  static final String RECORDS = "records";
  static final String TEMPORARY = "tmp";
  static final String LOCKS = "locks";

  private StoreFiles() {}

  /// A file with what the directory says of it.
  record Entry(Path file, long size, Instant lastUse) {}

  /// A full disk does not say which: the failure with the store's place.
  static IOException named(Path root, IOException e) {
    FileSystemException named = new FileSystemException(root.toString(), null, e.getMessage());
    named.initCause(e);
    return named;
  }

  /// All files below a directory, none if it does not exist.
  static List<Entry> below(Path directory) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return entries;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            entries.add(
                new Entry(file, attributes.size(), attributes.lastModifiedTime().toInstant()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
    return entries;
  }

  /// What lies so deep below a directory, none if it does not exist; sizes are of all below that.
  static List<Entry> trees(Path directory, int depth) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return entries;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        if (depth > 1) {
          entries.addAll(trees(child, depth - 1));
        } else {
          entries.add(tree(child));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return entries;
  }

  private static Entry tree(Path path) throws IOException {
    long bytes = below(path).stream().mapToLong(Entry::size).sum();
    return new Entry(path, bytes, Files.getLastModifiedTime(path).toInstant());
  }

  /// The text of a record behind the line with its digest; none when that does not match.
  static Optional<String> recordBody(String text) {
    int line = text.indexOf('\n');
    if (line < 0) {
      return Optional.empty();
    }
    String body = text.substring(line + 1);
    return Hashing.sha256(body).hex().equals(text.substring(0, line))
        ? Optional.of(body)
        : Optional.empty();
  }
}

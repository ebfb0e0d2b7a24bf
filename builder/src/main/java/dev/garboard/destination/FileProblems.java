package dev.garboard.destination;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Names what went wrong with a file.
final class FileProblems {

  private FileProblems() {}

  /// The problem behind a failure to write.
  ///
  /// @param needed bytes that the image takes in all
  static DestinationException of(Path path, long needed, IOException e) {
    return new DestinationException(
        switch (e) {
          case AccessDeniedException _ -> new DestinationProblem.NotPermitted(path);
          case NoSuchFileException _ when !Files.isDirectory(parent(path)) ->
              new DestinationProblem.ParentMissing(path, parent(path));
          case FileSystemException f when tells(f, "Read-only file system", "not permitted") ->
              new DestinationProblem.NotPermitted(path);
          case IOException f when tells(f, "No space left on device", "quota exceeded") ->
              new DestinationProblem.NoSpace(path, needed);
          case IOException f -> new DestinationProblem.WriteFailed(path, f.toString());
        });
  }

  /// What stands in the way of a file before anything is written.
  static Optional<DestinationProblem> before(Path file) {
    if (Files.isDirectory(file)) {
      return Optional.of(new DestinationProblem.IsDirectory(file));
    }
    return Files.isDirectory(parent(file))
        ? Optional.empty()
        : Optional.of(new DestinationProblem.ParentMissing(file, parent(file)));
  }

  /// The directory that holds a path; the current one for a bare name.
  static Path parent(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path.toAbsolutePath() : parent;
  }

  /// The operating system's reason is text only; these are its words in the C locale.
  private static boolean tells(IOException e, String... words) {
    String message = String.valueOf(e.getMessage());
    for (String word : words) {
      if (message.contains(word)) {
        return true;
      }
    }
    return false;
  }
}

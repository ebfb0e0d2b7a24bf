package dev.garboard.environment;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// Gives a failed write the name of its file: a full disk is met in the middle of one, where the
/// JDK's message has no path.
final class NamedFailure {

  private NamedFailure() {}

  /// Writes a file.
  @FunctionalInterface
  interface Write {
    void run() throws IOException;
  }

  static void of(Path file, Write write) throws IOException {
    try {
      write.run();
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      FileSystemException named = new FileSystemException(file.toString(), null, e.getMessage());
      named.initCause(e);
      throw named;
    }
  }
}

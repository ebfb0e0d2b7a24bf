package dev.garboard.buildpack.cnb;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/// The user's variables: one file each in the platform's `env` directory.
final class PlatformVariables {
  private PlatformVariables() {}

  static SortedMap<String, String> read(Path directory) throws IOException {
    SortedMap<String, String> variables = new TreeMap<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
        for (Path file : files) {
          if (Files.isRegularFile(file)) {
            variables.put(file.getFileName().toString(), Files.readString(file));
          }
        }
      }
    }
    return variables;
  }
}

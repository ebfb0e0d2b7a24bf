package dev.garboard.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The Java sources below a directory.
final class SourceFiles {
  private static final int MAX_LINES = 400;

  private SourceFiles() {}

  static List<Path> below(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  static List<String> tooLong(Path directory) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : below(directory)) {
      int lines = Files.readAllLines(file).size();
      if (lines > MAX_LINES) {
        found.add(file + ": " + lines + " lines");
      }
    }
    return found;
  }
}

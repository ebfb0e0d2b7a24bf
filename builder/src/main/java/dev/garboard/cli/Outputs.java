package dev.garboard.cli;

import java.nio.file.Path;
import java.util.List;

/// What a run writes into the project's own directory. Were it part of the source, every build
/// would hold the one before.
final class Outputs {

  private Outputs() {}

  /// As patterns of `.dockerignore`, which begin at the root.
  static List<String> patterns(Path root, List<Path> outputs) {
    Path directory = root.toAbsolutePath().normalize();
    return outputs.stream()
        .map(output -> output.toAbsolutePath().normalize())
        .filter(output -> output.startsWith(directory) && !output.equals(directory))
        .map(
            output -> directory.relativize(output).toString().replaceAll("[\\\\*?\\[!#]", "\\\\$0"))
        .toList();
  }
}

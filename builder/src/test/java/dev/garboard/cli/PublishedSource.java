package dev.garboard.cli;

import dev.garboard.engine.Command;
import java.nio.file.Path;
import java.util.List;

/// A complete project, source and lockfile, as its author published it.
final class PublishedSource {

  private PublishedSource() {}

  /// Fetches and unpacks an sdist by name and version.
  static Path fetch(String name, String version, Path into) {
    Command.run(
            List.of(
                "python3",
                "-m",
                "pip",
                "download",
                "-q",
                "--no-deps",
                "--no-binary=:all:",
                "--dest=" + into,
                name + "==" + version))
        .success();
    String stem = name.replace('-', '_') + "-" + version;
    Command.run(
            List.of(
                "tar", "-xzf", into.resolve(stem + ".tar.gz").toString(), "-C", into.toString()))
        .success();
    return into.resolve(stem);
  }
}

package dev.garboard.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Which project.
final class ProjectOptions {

  @Nullable Path directory;
  String version = "";

  void declare(Options options) {
    options.path(
        "[PROJECT]",
        "Directory of the project; default: the current one.",
        value -> directory = value);
    options.text(
        "--project-version=VERSION",
        "Version of a project whose build backend computes it.",
        value -> version = value);
  }
}

package dev.garboard.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which project.
final class ProjectOptions {

  @Parameters(
      arity = "0..1",
      paramLabel = "PROJECT",
      description = "Directory of the project; default: the current one.")
  @Nullable Path directory;

  @Option(
      names = "--project-version",
      paramLabel = "VERSION",
      description = "Version of a project whose build backend computes it.")
  String version = "";
}

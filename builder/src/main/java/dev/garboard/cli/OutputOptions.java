package dev.garboard.cli;

import picocli.CommandLine.Option;

/// How a command speaks.
final class OutputOptions {

  /// How progress is shown on standard error.
  enum Progress {
    auto,
    plain,
    none
  }

  @Option(
      names = "--json",
      description = "Print one result document on standard output, also on failure.")
  boolean json;

  @Option(
      names = "--progress",
      paramLabel = "KIND",
      description = "auto, plain or none; default: ${DEFAULT-VALUE}.")
  Progress progress = Progress.auto;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing but warnings and errors.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say more.")
  boolean verbose;
}

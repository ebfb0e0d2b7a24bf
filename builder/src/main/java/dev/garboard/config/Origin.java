package dev.garboard.config;

/// Where a setting's value came from; the order of the kinds is the order of precedence.
public sealed interface Origin {
  /// The command line.
  record Flag() implements Origin {}

  /// An environment variable.
  record Variable(String name) implements Origin {}

  /// A `[tool.garboard]` table, or the user's configuration file.
  record File(String path) implements Origin {}

  /// Nobody said anything.
  record Default() implements Origin {}
}

package dev.garboard.cli;

/// How a command speaks.
final class OutputOptions {

  /// How progress is shown on standard error.
  enum Progress {
    auto,
    plain,
    none
  }

  boolean json;
  Progress progress = Progress.auto;
  boolean quiet;
  boolean verbose;

  void declare(Options options) {
    options.flag(
        "--json",
        "Print one result document on standard output, also on failure.",
        given -> json = given);
    options.choice(
        "--progress=KIND",
        Progress.class,
        "auto, plain or none; default: " + progress + ".",
        value -> progress = value);
    options.flag("-q, --quiet", "Say nothing but warnings and errors.", given -> quiet = given);
    options.flag("-v, --verbose", "Say more.", given -> verbose = given);
  }
}

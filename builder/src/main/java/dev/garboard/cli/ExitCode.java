package dev.garboard.cli;

/// Exit codes of every command but `run`, each with one meaning.
final class ExitCode {

  /// Done.
  static final int DONE = 0;

  /// The project is at fault.
  static final int PROJECT = 1;

  /// The command line or a setting is at fault.
  static final int USAGE = 2;

  /// The lockfile is missing, stale or of an unsupported version.
  static final int LOCK = 3;

  /// No wheel fits the target.
  static final int NO_WHEEL = 4;

  /// Authentication or authorisation.
  static final int ACCESS = 5;

  /// Bytes do not match lock, digest or signature.
  static final int INTEGRITY = 6;

  /// The world: network, registry, disk.
  static final int WORLD = 69;

  /// A fault of ours.
  static final int INTERNAL = 70;

  /// Transient: the same command may succeed later.
  static final int TRANSIENT = 75;

  /// Interrupted.
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}

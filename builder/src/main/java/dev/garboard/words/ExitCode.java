package dev.garboard.words;

/// Exit codes of every command but `run`, each with one meaning.
public final class ExitCode {

  /// Done.
  public static final int DONE = 0;

  /// The project is at fault.
  public static final int PROJECT = 1;

  /// The command line or a setting is at fault.
  public static final int USAGE = 2;

  /// The lockfile is missing, stale or of an unsupported version.
  public static final int LOCK = 3;

  /// No wheel fits the target.
  public static final int NO_WHEEL = 4;

  /// Authentication or authorisation.
  public static final int ACCESS = 5;

  /// Bytes do not match lock, digest or signature.
  public static final int INTEGRITY = 6;

  /// The world: network, registry, disk.
  public static final int WORLD = 69;

  /// A fault of ours.
  public static final int INTERNAL = 70;

  /// Transient: the same command may succeed later.
  public static final int TRANSIENT = 75;

  /// Interrupted.
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}

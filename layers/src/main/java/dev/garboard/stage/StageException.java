package dev.garboard.stage;

/// A stage that could not do its work. Each stage has an exception of its own, which carries every
/// problem that was found as data; this is what code that runs many stages, and handles none of
/// their problems, says that it throws. A front gives all of them words.
public abstract class StageException extends Exception {

  private static final long serialVersionUID = 1;

  /// With a message for developers; people are shown the problems.
  protected StageException(String message) {
    super(message);
  }

  /// With what was caught below.
  protected StageException(String message, Throwable cause) {
    super(message, cause);
  }
}

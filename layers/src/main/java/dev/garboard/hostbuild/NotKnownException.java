package dev.garboard.hostbuild;

/// The result of a build cannot be known without running it.
final class NotKnownException extends Exception {

  private static final long serialVersionUID = 1;

  private final String reason;

  NotKnownException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}

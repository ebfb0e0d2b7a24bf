package dev.garboard.buildpack.cnb;

/// A platform that does not keep to the specification: a variable or a file is missing or
/// malformed. The message says which.
public final class CnbException extends Exception {
  /// With a message for people.
  public CnbException(String message) {
    super(message);
  }
}

package dev.garboard.archfixtures.exceptions;

final class Violation {
  private Violation() {}

  static void fail() {
    throw new RuntimeException("generic");
  }
}

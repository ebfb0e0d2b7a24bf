package dev.garboard.archfixtures.surroundings.plan;

final class Violation {
  private Violation() {}

  static String user() {
    return String.valueOf(System.getenv("USER"));
  }
}

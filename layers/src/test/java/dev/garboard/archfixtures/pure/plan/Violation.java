package dev.garboard.archfixtures.pure.plan;

final class Violation {
  static final Class<?> USED = java.nio.file.Files.class;

  private Violation() {}
}

package dev.garboard.archfixtures.executors.locate;

final class Violation {
  static final Class<?> USED = java.util.concurrent.Executors.class;

  private Violation() {}
}

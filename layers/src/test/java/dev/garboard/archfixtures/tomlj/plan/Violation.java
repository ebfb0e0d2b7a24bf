package dev.garboard.archfixtures.tomlj.plan;

final class Violation {
  static final Class<?> USED = org.tomlj.Toml.class;

  private Violation() {}
}

package dev.garboard.archfixtures.imports.content;

final class Violation {
  static final Class<?> UPWARDS = dev.garboard.archfixtures.imports.tree.Leaf.class;

  private Violation() {}
}

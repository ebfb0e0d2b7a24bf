package dev.garboard.archfixtures.immutable;

final class Violation {
  static int counter;
}

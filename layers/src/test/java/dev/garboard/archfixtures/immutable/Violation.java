package dev.garboard.archfixtures.immutable;

final class Violation {
  int counter;
}

package dev.garboard.archfixtures.optional;

import java.util.Optional;

final class Violation {
  private Violation() {}

  static boolean take(Optional<String> value) {
    return value.isPresent();
  }
}

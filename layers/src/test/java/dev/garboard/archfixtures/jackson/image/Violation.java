package dev.garboard.archfixtures.jackson.image;

final class Violation {
  static final Class<?> USED = com.fasterxml.jackson.databind.ObjectMapper.class;

  private Violation() {}
}

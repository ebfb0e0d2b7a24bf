package dev.garboard.archfixtures.gson.image;

final class Violation {
  static final Class<?> USED = com.google.gson.stream.JsonReader.class;

  private Violation() {}
}

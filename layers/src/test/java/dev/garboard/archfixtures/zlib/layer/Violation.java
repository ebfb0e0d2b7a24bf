package dev.garboard.archfixtures.zlib.layer;

final class Violation {
  static final Class<?> USED = java.util.zip.Deflater.class;

  private Violation() {}
}

package dev.garboard.archfixtures.compress.tree;

final class Violation {
  static final Class<?> USED = org.apache.commons.compress.archivers.tar.TarArchiveEntry.class;

  private Violation() {}
}

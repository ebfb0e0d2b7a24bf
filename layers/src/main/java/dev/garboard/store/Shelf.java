package dev.garboard.store;

/// The kinds of content that a store keeps apart.
public enum Shelf {
  /// Wheels as downloaded.
  WHEELS("wheels"),
  /// Source archives as downloaded.
  SDISTS("sdists"),
  /// Layers as they go into an image.
  LAYERS("layers"),
  /// Parts of base images and Debian packages.
  BASES("bases");

  private final String directory;

  Shelf(String directory) {
    this.directory = directory;
  }

  String directory() {
    return directory;
  }
}

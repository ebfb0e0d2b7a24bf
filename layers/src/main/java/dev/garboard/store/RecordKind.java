package dev.garboard.store;

/// The kinds of small records that a store keeps apart.
public enum RecordKind {
  /// From a digest other than SHA-256, or a URL without a digest, to a stored file's SHA-256.
  ALIAS("alias"),
  /// From a layer key to what is known of the layer.
  LAYER("layer"),
  /// From a layer key to the paths of the layer's files.
  LAYER_PATHS("layer-paths"),
  /// From a base's digest to the facts found in it.
  BASE("base"),
  /// From the state of an interpreter's file to what it says of itself.
  INTERPRETER("interpreter"),
  /// From a command to what it found up to date.
  SYNCED("synced"),
  /// From a directory to the digests of its files while they do not change.
  DIGESTS("digests"),
  /// From a build to what it read and what came of it.
  UNCHANGED("unchanged");

  private final String directory;

  RecordKind(String directory) {
    this.directory = directory;
  }

  String directory() {
    return directory;
  }
}

package dev.garboard.layer;

/// How the bytes of a layer's tar are stored.
public enum Compression {
  /// The wheel's own deflate bits inside one gzip member; other bytes go through Garboard's own
  /// deflate, whose version is in the parameters.
  SPLICE("splice:1"),
  /// Zstandard, level 3; the bytes depend on the bundled library, whose version is in the
  /// parameters.
  ZSTD_3("zstd:3:1.5.7-28");

  private final String keyParameters;

  Compression(String keyParameters) {
    this.keyParameters = keyParameters;
  }

  /// All that can change a stored byte, as text for a layer key.
  public String keyParameters() {
    return keyParameters;
  }
}

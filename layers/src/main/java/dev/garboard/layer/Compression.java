package dev.garboard.layer;

/// How the bytes of a layer's tar are stored.
public enum Compression {
  /// The wheel's own deflate bits inside one gzip member.
  SPLICE,
  /// Zstandard, level 3.
  ZSTD_3
}

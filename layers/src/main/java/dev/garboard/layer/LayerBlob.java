package dev.garboard.layer;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;

/// A finished layer: complete or not constructed.
///
/// @param digest SHA-256 of the stored (compressed) bytes
/// @param uncompressedSize bytes of the tar
/// @param content the stored bytes
public record LayerBlob(
    Digest digest, DiffId diffId, Compression compression, long uncompressedSize, Content content) {

  /// Bytes as stored.
  public long size() {
    return content.size();
  }
}

package dev.garboard.layer;

import dev.garboard.content.Digest;

/// Digest of a layer's *uncompressed* tar (OCI image configuration, `rootfs.diff_ids`); a type of
/// its own so that it cannot stand where a blob's digest is meant.
public record DiffId(Digest digest) {
  @Override
  public String toString() {
    return digest.toString();
  }
}

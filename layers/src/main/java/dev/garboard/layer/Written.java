package dev.garboard.layer;

import dev.garboard.content.Digest;

/// What is known of a layer once all its bytes were written.
///
/// @param digest SHA-256 of the stored (compressed) bytes
/// @param size number of stored bytes
/// @param uncompressedSize bytes of the tar
public record Written(Digest digest, long size, DiffId diffId, long uncompressedSize) {}

package dev.garboard.reuse;

import dev.garboard.image.ImageLayer;
import dev.garboard.image.NewLayer;
import dev.garboard.layer.Compression;
import dev.garboard.layer.DiffId;
import dev.garboard.layer.LayerBlob;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.MediaType;
import dev.garboard.registry.RemoteBlob;

/// A layer that lies in a registry and was made from the same key.
///
/// @param descriptor as the image that holds it has it, its key among the annotations
/// @param content where the bytes are
public record KnownLayer(String key, Descriptor descriptor, DiffId diffId, RemoteBlob content) {

  /// The layer as part of a new image.
  public ImageLayer.Remote asLayer() {
    return new ImageLayer.Remote(descriptor, diffId, content);
  }

  /// The layer as one to be put on a base; its bytes stay where they are until somebody opens them.
  ///
  /// @param title for the image's history
  /// @param uncompressedSize bytes of the tar, which no registry knows
  public NewLayer asNewLayer(String title, long uncompressedSize) {
    Compression compression =
        descriptor.mediaType().equals(MediaType.OCI_LAYER_ZSTD)
            ? Compression.ZSTD_3
            : Compression.SPLICE;
    LayerBlob blob =
        new LayerBlob(descriptor.digest(), diffId, compression, uncompressedSize, content);
    return new NewLayer(blob, key, title);
  }
}

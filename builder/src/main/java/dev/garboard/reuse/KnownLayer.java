package dev.garboard.reuse;

import dev.garboard.image.ImageLayer;
import dev.garboard.layer.DiffId;
import dev.garboard.oci.Descriptor;
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
}

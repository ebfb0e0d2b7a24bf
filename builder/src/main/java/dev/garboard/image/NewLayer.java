package dev.garboard.image;

import dev.garboard.layer.LayerBlob;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.MediaType;
import java.util.Map;

/// A layer to be put on a base.
///
/// @param key the layer key, as text
/// @param title what the layer holds, for the image's history, such as `wheel numpy 2.3.1`
public record NewLayer(LayerBlob blob, String key, String title) {

  /// The blob as OCI manifests name it, with its layer key.
  Descriptor descriptor() {
    MediaType type =
        switch (blob.compression()) {
          case SPLICE -> MediaType.OCI_LAYER_GZIP;
          case ZSTD_3 -> MediaType.OCI_LAYER_ZSTD;
        };
    return Descriptor.of(type, blob.digest(), blob.size())
        .withAnnotations(Map.of(ImageAssembler.KEY_ANNOTATION, key));
  }

  /// The same as a layer of an image in OCI's format.
  public ImageLayer built() {
    return new ImageLayer.Local(descriptor(), blob);
  }
}

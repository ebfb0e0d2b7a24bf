package dev.garboard.image;

import dev.garboard.content.Content;
import dev.garboard.layer.DiffId;
import dev.garboard.layer.LayerBlob;
import dev.garboard.oci.Descriptor;

/// A layer of an image.
public sealed interface ImageLayer {

  /// The stored blob's type, digest, size and annotations.
  Descriptor descriptor();

  /// The digest of the uncompressed tar.
  DiffId diffId();

  /// The stored bytes, to be verified by whoever copies them.
  Content content();

  /// A layer that was built here.
  record Local(Descriptor descriptor, LayerBlob blob) implements ImageLayer {
    @Override
    public DiffId diffId() {
      return blob.diffId();
    }

    @Override
    public Content content() {
      return blob.content();
    }
  }

  /// A layer of the base.
  ///
  /// @param content the stored bytes where the base lies; opening them may cost a download
  record Remote(Descriptor descriptor, DiffId diffId, Content content) implements ImageLayer {}
}

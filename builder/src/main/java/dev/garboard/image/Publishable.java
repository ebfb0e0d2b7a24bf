package dev.garboard.image;

import dev.garboard.content.Content;
import dev.garboard.oci.Descriptor;
import java.util.List;

/// What can be published under one name: an image, or an index of images for several platforms.
public sealed interface Publishable permits Image, ImageIndex {

  /// Points at the manifest or index.
  Descriptor descriptor();

  /// The bytes of the manifest or index.
  Content content();

  /// The images in it, in the order of the index.
  List<Image> images();
}

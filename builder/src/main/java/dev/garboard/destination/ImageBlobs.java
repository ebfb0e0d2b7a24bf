package dev.garboard.destination;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.image.Image;
import dev.garboard.image.ImageIndex;
import dev.garboard.image.ImageLayer;
import dev.garboard.image.Publishable;
import dev.garboard.oci.Descriptor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Everything that belongs to an image or an index, each blob once, in an order that depends on
/// nothing else.
record ImageBlobs(Publishable publishable) {

  /// The manifests that an index lists; none for a single image.
  SequencedMap<Descriptor, Content> manifests() {
    LinkedHashMap<Descriptor, Content> manifests = new LinkedHashMap<>();
    if (publishable instanceof ImageIndex index) {
      index.images().forEach(image -> manifests.put(image.descriptor(), image.content()));
    }
    return manifests;
  }

  /// Configurations and layers.
  SequencedMap<Descriptor, Content> blobs() {
    LinkedHashMap<Digest, Descriptor> known = new LinkedHashMap<>();
    LinkedHashMap<Descriptor, Content> blobs = new LinkedHashMap<>();
    for (Image image : publishable.images()) {
      Descriptor config = image.manifest().config();
      if (known.putIfAbsent(config.digest(), config) == null) {
        blobs.put(config, image.configContent());
      }
      for (ImageLayer layer : image.layers()) {
        if (known.putIfAbsent(layer.descriptor().digest(), layer.descriptor()) == null) {
          blobs.put(layer.descriptor(), layer.content());
        }
      }
    }
    return blobs;
  }

  /// All of it, from the top.
  SequencedMap<Descriptor, Content> all() {
    LinkedHashMap<Descriptor, Content> all = new LinkedHashMap<>();
    all.put(publishable.descriptor(), publishable.content());
    all.putAll(manifests());
    all.putAll(blobs());
    return all;
  }

  /// Bytes of all of it.
  long size() {
    Collection<Descriptor> descriptors = all().keySet();
    return descriptors.stream().mapToLong(Descriptor::size).sum();
  }
}

package dev.garboard.image;

import dev.garboard.content.Content;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.Manifest;
import dev.garboard.oci.Platform;
import java.util.List;
import java.util.Map;

/// A complete image: documents that agree with each other, and layers whose bytes can be opened.
///
/// @param layers bottom to top, as in the manifest
public record Image(Manifest manifest, ImageConfig config, List<ImageLayer> layers)
    implements Publishable {

  /// Validates and copies.
  ///
  /// @throws IllegalArgumentException when the documents and the layers do not agree
  public Image {
    layers = List.copyOf(layers);
    List<Descriptor> descriptors = layers.stream().map(ImageLayer::descriptor).toList();
    if (!manifest.layers().equals(descriptors)) {
      throw new IllegalArgumentException("the manifest lists other layers");
    }
    if (!config.diffIds().equals(layers.stream().map(layer -> layer.diffId().digest()).toList())) {
      throw new IllegalArgumentException("the configuration lists other diffIDs");
    }
    byte[] document = config.toJson().bytes();
    if (!Descriptor.of(manifest.config().mediaType(), document)
        .equals(manifest.config().withAnnotations(Map.of()))) {
      throw new IllegalArgumentException("the manifest points at another configuration");
    }
  }

  @Override
  public Content content() {
    return Content.of(manifest.toJson().bytes());
  }

  /// The configuration's bytes.
  public Content configContent() {
    return Content.of(config.toJson().bytes());
  }

  @Override
  public Descriptor descriptor() {
    return Descriptor.of(manifest.mediaType(), manifest.toJson().bytes());
  }

  @Override
  public List<Image> images() {
    return List.of(this);
  }

  /// What it runs on.
  public Platform platform() {
    return config.platform();
  }
}

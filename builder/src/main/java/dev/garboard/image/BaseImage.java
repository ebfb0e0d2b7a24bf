package dev.garboard.image;

import dev.garboard.content.Digest;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.Platform;
import java.util.List;

/// What an image is built on.
public sealed interface BaseImage {

  /// The base's configuration; that of an empty image for `scratch`.
  ImageConfig config();

  /// The base's layers, bottom to top.
  List<ImageLayer.Remote> layers();

  /// Nothing at all.
  record Scratch(Platform platform) implements BaseImage {
    @Override
    public ImageConfig config() {
      return ImageConfig.empty(platform);
    }

    @Override
    public List<ImageLayer.Remote> layers() {
      return List.of();
    }
  }

  /// An image that exists.
  ///
  /// @param location as the user named it
  /// @param name the image's own name for the record (`org.opencontainers.image.base.name`); empty
  ///   when it has none, as a path of this machine is not a name
  /// @param manifest points at the image's manifest for the platform
  record Existing(
      String location,
      String name,
      Descriptor manifest,
      ImageConfig config,
      List<ImageLayer.Remote> layers)
      implements BaseImage {
    /// Copies.
    public Existing {
      layers = List.copyOf(layers);
    }

    /// The digest of the manifest.
    public Digest digest() {
      return manifest.digest();
    }
  }
}

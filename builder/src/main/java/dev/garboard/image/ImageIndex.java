package dev.garboard.image;

import dev.garboard.content.Content;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.Index;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.Platform;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One image for several platforms (OCI image specification, "Image Index").
///
/// @param images one for each platform, all of one format
public record ImageIndex(List<Image> images) implements Publishable {

  /// Validates and copies.
  ///
  /// @throws IllegalArgumentException when there is no image, or two are for one platform
  public ImageIndex {
    images = List.copyOf(images);
    List<Platform> platforms = images.stream().map(Image::platform).distinct().toList();
    if (platforms.isEmpty() || platforms.size() < images.size()) {
      throw new IllegalArgumentException("not one image for each platform: " + platforms);
    }
  }

  /// What is published of images of one project: the only one as it is, several under an index.
  public static Publishable of(List<Image> images) {
    return images.size() == 1 ? images.getFirst() : new ImageIndex(images);
  }

  @Override
  public Descriptor descriptor() {
    return Descriptor.of(mediaType(), bytes());
  }

  @Override
  public Content content() {
    return Content.of(bytes());
  }

  private MediaType mediaType() {
    boolean docker = images.getFirst().manifest().mediaType().equals(MediaType.DOCKER_MANIFEST);
    return docker ? MediaType.DOCKER_INDEX : MediaType.OCI_INDEX;
  }

  private byte[] bytes() {
    List<Descriptor> entries =
        images.stream().map(image -> image.descriptor().withPlatform(image.platform())).toList();
    return new Index(mediaType(), entries, annotations(), JsonObject.EMPTY).toJson().bytes();
  }

  /// Those that all manifests agree about: registries show an index's own.
  private SortedMap<String, String> annotations() {
    TreeMap<String, String> common = new TreeMap<>(images.getFirst().manifest().annotations());
    for (Image image : images) {
      common.entrySet().retainAll(image.manifest().annotations().entrySet());
    }
    return common;
  }
}

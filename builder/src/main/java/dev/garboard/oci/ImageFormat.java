package dev.garboard.oci;

import java.util.Optional;

/// The family of media types that an image is written with.
public enum ImageFormat {
  /// OCI image specification 1.1.
  OCI,
  /// Docker image manifest version 2, schema 2: no annotations, no zstd.
  DOCKER;

  /// The media type of manifests.
  public MediaType manifest() {
    return this == OCI ? MediaType.OCI_MANIFEST : MediaType.DOCKER_MANIFEST;
  }

  /// The media type of image configurations.
  public MediaType config() {
    return this == OCI ? MediaType.OCI_CONFIG : MediaType.DOCKER_CONFIG;
  }

  /// Whether manifests and descriptors may carry annotations.
  public boolean hasAnnotations() {
    return this == OCI;
  }

  /// This format's name for a layer that has the given type in either format; empty when this
  /// format has none. Both names mean the same bytes.
  public Optional<MediaType> layer(MediaType type) {
    return switch (this) {
      case OCI -> Optional.of(ociLayer(type));
      case DOCKER -> dockerLayer(type);
    };
  }

  private static MediaType ociLayer(MediaType type) {
    if (type.equals(MediaType.DOCKER_LAYER)) {
      return MediaType.OCI_LAYER;
    }
    return type.equals(MediaType.DOCKER_LAYER_GZIP) ? MediaType.OCI_LAYER_GZIP : type;
  }

  private static Optional<MediaType> dockerLayer(MediaType type) {
    MediaType oci = ociLayer(type);
    if (oci.equals(MediaType.OCI_LAYER)) {
      return Optional.of(MediaType.DOCKER_LAYER);
    }
    return oci.equals(MediaType.OCI_LAYER_GZIP)
        ? Optional.of(MediaType.DOCKER_LAYER_GZIP)
        : Optional.empty();
  }
}

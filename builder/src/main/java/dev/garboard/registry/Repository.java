package dev.garboard.registry;

import dev.garboard.oci.ImageReference;

/// A repository of a registry.
///
/// @param registry host and port as in image references
/// @param name path in the registry
public record Repository(String registry, String name) {

  /// The repository that a reference names.
  public static Repository of(ImageReference reference) {
    return new Repository(reference.registry(), reference.repository());
  }

  /// The reference of a tag in this repository.
  public ImageReference tagged(String tag) {
    return new ImageReference(registry, name, tag, "");
  }

  @Override
  public String toString() {
    return registry + "/" + name;
  }
}

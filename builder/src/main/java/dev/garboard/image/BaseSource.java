package dev.garboard.image;

import dev.garboard.oci.Platform;

/// Where a base comes from: an image layout, nothing, or, by an adapter, a registry.
@FunctionalInterface
public interface BaseSource {

  /// Opens the base for a platform. Only documents are read; layers are opened when needed.
  ///
  /// @throws AssemblyException when there is no such base, or none for the platform
  BaseImage open(Platform platform) throws AssemblyException;
}

package dev.garboard.base;

import dev.garboard.content.Content;
import dev.garboard.debian.base.LibraryOffer;
import dev.garboard.debian.packages.PackageId;
import java.util.Map;

/// What an image offers to what is laid over it.
///
/// @param osRelease the text of `os-release(5)`; empty when there is none
/// @param packages those of its dpkg database, by name and by what they provide
/// @param loaderCache the bytes of `/etc/ld.so.cache`, or of the one that a Debian base without it
///   would have; empty on other bases without
/// @param libraries those that its loader finds
public record BaseSystem(
    String osRelease,
    Map<String, PackageId> packages,
    Content loaderCache,
    LibraryOffer libraries) {

  /// Copies.
  public BaseSystem {
    packages = Map.copyOf(packages);
  }
}

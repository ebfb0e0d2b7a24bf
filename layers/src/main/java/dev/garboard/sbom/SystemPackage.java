package dev.garboard.sbom;

import dev.garboard.content.Digest;

/// A package of a Linux distribution in a bill of materials.
///
/// @param distribution such as `debian-13`
/// @param architecture as the distribution spells it; `all` for none
/// @param digest of the package's file
public record SystemPackage(
    String distribution, String name, String version, String architecture, Digest digest) {

  /// The package URL, type `deb`.
  String purl() {
    return "pkg:deb/debian/"
        + PackageUrl.encode(name)
        + "@"
        + PackageUrl.encode(version)
        + "?arch="
        + architecture
        + "&distro="
        + distribution;
  }
}

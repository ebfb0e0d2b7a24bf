package dev.garboard.debian.base;

import java.util.List;

/// A library that a base lacks, or has in a version that is too old.
///
/// @param need who needs what
/// @param missingVersions the symbol versions that the base's library does not have; empty when the
///   whole library is missing
/// @param packages the Debian package that has it; several when it is not known which of them the
///   release has, none when unknown
public record MissingLibrary(
    LibraryNeed need, List<String> missingVersions, List<String> packages) {

  /// Copies.
  public MissingLibrary {
    missingVersions = List.copyOf(missingVersions);
    packages = List.copyOf(packages);
  }
}

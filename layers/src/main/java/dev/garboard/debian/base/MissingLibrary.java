package dev.garboard.debian.base;

import java.util.List;

/// A library that a base lacks, or has in a version that is too old.
///
/// @param need who needs what
/// @param missingVersions the symbol versions that the base's library does not have; empty when the
///   whole library is missing
/// @param packageName the Debian package that has it; empty when unknown
public record MissingLibrary(LibraryNeed need, List<String> missingVersions, String packageName) {

  /// Copies.
  public MissingLibrary {
    missingVersions = List.copyOf(missingVersions);
  }
}

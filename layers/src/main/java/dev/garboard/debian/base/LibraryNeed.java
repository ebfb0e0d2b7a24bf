package dev.garboard.debian.base;

import java.util.List;

/// A library that the files of a distribution need and that no file of the environment is.
///
/// @param distribution who needs it
/// @param library its soname, such as `libGL.so.1`
/// @param versions the symbol versions needed of it, such as `GLIBC_2.38`
public record LibraryNeed(String distribution, String library, List<String> versions) {

  /// Copies.
  public LibraryNeed {
    versions = List.copyOf(versions);
  }
}

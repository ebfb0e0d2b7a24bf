package dev.garboard.elf;

import java.util.List;
import java.util.SortedSet;

/// The dynamic linking facts of one ELF file.
///
/// @param machine the `e_machine` number: 62 is x86-64, 183 is AArch64
/// @param soname the name others ask for, empty when there is none
/// @param needed names of libraries, in link order
/// @param searchPath directories of DT_RUNPATH, else of DT_RPATH, with `$ORIGIN` as written
/// @param requiredVersions symbol versions asked of each library, as `libc.so.6 GLIBC_2.34`
/// @param providedVersions symbol versions that this file defines, as `GLIBC_2.34`
public record SharedObject(
    int machine,
    String soname,
    List<String> needed,
    List<String> searchPath,
    SortedSet<String> requiredVersions,
    SortedSet<String> providedVersions) {

  /// Copies the lists.
  public SharedObject {
    needed = List.copyOf(needed);
    searchPath = List.copyOf(searchPath);
  }
}

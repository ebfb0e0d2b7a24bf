package dev.garboard.elf;

import java.util.List;
import java.util.SequencedMap;

/// The dynamic section of a 64-bit little-endian ELF file.
///
/// @param machine `e_machine`: 62 for x86-64, 183 for AArch64
/// @param type `e_type`: 2 for executables, 3 for shared objects and position-independent ones
/// @param soname the name that others need this file by; empty when it has none
/// @param needed names of the libraries that it needs, in order
/// @param runPath directories of `DT_RUNPATH`, or of `DT_RPATH` when there is none; empty when
///   absent
/// @param versions the symbol versions that it needs of each library, such as `GLIBC_2.38`
/// @param defined the symbol versions that it offers
public record ElfFile(
    int machine,
    int type,
    String soname,
    List<String> needed,
    String runPath,
    SequencedMap<String, List<String>> versions,
    List<String> defined) {

  /// `e_machine` of x86-64.
  public static final int X86_64 = 62;

  /// `e_machine` of AArch64.
  public static final int AARCH64 = 183;

  /// `e_type` of a shared object.
  public static final int SHARED_OBJECT = 3;
}

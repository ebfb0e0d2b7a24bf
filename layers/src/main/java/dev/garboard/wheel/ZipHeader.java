package dev.garboard.wheel;

/// An entry as the central directory has it.
///
/// @param name as written, decoded
/// @param offset where its local header starts
/// @param unixMode file type and permission bits, 0 when the entry has none
record ZipHeader(String name, ZipFacts facts, long offset, int unixMode) {

  private static final int TYPE_MASK = 0170000;
  private static final int SYMLINK = 0120000;
  private static final int ANY_EXECUTABLE = 0111;

  boolean isDirectory() {
    return name.endsWith("/");
  }

  boolean isSymlink() {
    return (unixMode & TYPE_MASK) == SYMLINK;
  }

  boolean isExecutable() {
    return (unixMode & ANY_EXECUTABLE) != 0;
  }
}

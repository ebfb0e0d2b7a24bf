package dev.garboard.wheel;

/// What a local header and the central directory both say of an entry.
///
/// @param deflatedSize bytes as they lie in the archive
/// @param size bytes when inflated
record ZipFacts(int flags, int method, int crc32, long deflatedSize, long size) {

  static final int STORED = 0;
  static final int DEFLATED = 8;

  private static final int ENCRYPTED = 1;
  private static final int DESCRIPTOR = 1 << 3;
  private static final int PATCHED = 1 << 5;
  private static final int STRONGLY_ENCRYPTED = 1 << 6;
  private static final int UTF8 = 1 << 11;
  private static final int MASKED = 1 << 13;

  static boolean saysUtf8(int flags) {
    return (flags & UTF8) != 0;
  }

  boolean hasDescriptor() {
    return (flags & DESCRIPTOR) != 0;
  }

  /// Refuses what we cannot read.
  void check(String entry) throws ZipFaultException {
    if ((flags & (ENCRYPTED | PATCHED | STRONGLY_ENCRYPTED | MASKED)) != 0) {
      throw ZipFaultException.of(ArchiveFault.ENCRYPTED, entry, "0x%04x".formatted(flags));
    }
    if (method != STORED && method != DEFLATED) {
      throw ZipFaultException.of(ArchiveFault.UNSUPPORTED_METHOD, entry, methodName());
    }
    if (method == STORED && deflatedSize != size) {
      throw ZipFaultException.of(ArchiveFault.BAD_SIZE, entry, deflatedSize + ", " + size);
    }
  }

  private String methodName() {
    return switch (method) {
      case 9 -> "deflate64";
      case 12 -> "bzip2";
      case 14 -> "lzma";
      case 20, 93 -> "zstd";
      case 95 -> "xz";
      default -> Integer.toString(method);
    };
  }
}

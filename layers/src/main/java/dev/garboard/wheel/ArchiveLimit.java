package dev.garboard.wheel;

/// Bounds beyond which a wheel is refused as a bomb, whatever its content. The largest published
/// wheels hold some 30,000 entries and 6 GiB, and inflate to some ten times their size.
public enum ArchiveLimit {
  /// Entries of one archive.
  ENTRIES(200_000),
  /// Bytes of the central directory.
  DIRECTORY_BYTES(128L << 20),
  /// Bytes of all entries together, inflated.
  TOTAL_BYTES(64L << 30),
  /// Inflated bytes per byte of the archive, once they exceed [#RATIO_FREE_BYTES].
  RATIO(200),
  /// Inflated bytes below which the ratio does not matter.
  RATIO_FREE_BYTES(256L << 20),
  /// Bytes of a path.
  PATH_BYTES(4095),
  /// Bytes of one segment of a path.
  SEGMENT_BYTES(255),
  /// Bytes of a metadata file that is read into memory.
  METADATA_BYTES(64L << 20);

  private final long value;

  ArchiveLimit(long value) {
    this.value = value;
  }

  /// The greatest number allowed.
  public long value() {
    return value;
  }
}

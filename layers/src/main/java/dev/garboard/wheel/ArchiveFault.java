package dev.garboard.wheel;

/// Why an archive is refused. Each names a way in which two readers of one zip file could see
/// different trees, or in which the bytes contradict their own description.
public enum ArchiveFault {
  /// No end-of-central-directory record at the end of the file.
  NOT_A_ZIP,
  /// More than one place could be the end record, or bytes follow it.
  AMBIGUOUS_END,
  /// The archive is one of several volumes.
  MULTIPLE_VOLUMES,
  /// The zip64 end record or its locator contradicts the plain one or lies elsewhere.
  BAD_ZIP64_END,
  /// The central directory does not hold exactly the entries that the end record counts.
  BAD_DIRECTORY,
  /// An extra field is cut off, repeated, or of the wrong length.
  BAD_EXTRA_FIELD,
  /// An entry's local header does not lie where the central directory says.
  NO_LOCAL_HEADER,
  /// Local header and central directory differ.
  HEADERS_DIFFER,
  /// The data descriptor after an entry is missing or differs from the central directory.
  BAD_DATA_DESCRIPTOR,
  /// Two entries share bytes.
  OVERLAPPING_ENTRIES,
  /// Bytes between the entries belong to none.
  STRAY_BYTES,
  /// The entry is encrypted.
  ENCRYPTED,
  /// The entry is compressed by another method than stored or deflate.
  UNSUPPORTED_METHOD,
  /// A stored entry has two sizes, or a directory has content.
  BAD_SIZE,
  /// The name is empty, not UTF-8, or has a control or format character.
  BAD_NAME,
  /// Two entries of one path have different content.
  DUPLICATE_ENTRY,
  /// A path is both a file and a directory.
  FILE_AND_DIRECTORY,
  /// The bytes do not inflate to the recorded size.
  WRONG_SIZE,
  /// The bytes do not have the recorded CRC-32.
  WRONG_CRC,
  /// The bytes are not a deflate stream.
  CORRUPT_DATA
}

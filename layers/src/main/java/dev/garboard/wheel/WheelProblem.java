package dev.garboard.wheel;

import java.util.List;

/// Why a wheel cannot be installed. Entries are named as the archive names them.
public sealed interface WheelProblem {

  /// The archive contradicts itself or has a feature that is refused.
  ///
  /// @param entry empty when the archive as a whole is meant
  /// @param detail the differing values or the offending number; empty when there is none
  record MalformedArchive(ArchiveFault fault, String entry, String detail)
      implements WheelProblem {}

  /// The archive exceeds a limit.
  ///
  /// @param entry empty when the archive as a whole is meant
  record LimitExceeded(ArchiveLimit limit, long found, String entry) implements WheelProblem {}

  /// No directory at the top is called `….dist-info`.
  record MissingDistInfo() implements WheelProblem {}

  /// Several directories at the top are called `….dist-info`.
  record SeveralDistInfos(List<String> directories) implements WheelProblem {
    /// Copies.
    public SeveralDistInfos {
      directories = List.copyOf(directories);
    }
  }

  /// A file that every wheel has is absent: `METADATA`, `WHEEL` or `RECORD`.
  record MissingFile(String path) implements WheelProblem {}

  /// A metadata file is not UTF-8.
  record NotText(String path) implements WheelProblem {}

  /// A metadata file lacks a header; `value` is what stands there instead, usually nothing.
  record BadHeader(String path, String header, String value) implements WheelProblem {}

  /// METADATA names another distribution than the file name.
  record OtherName(String filename, String metadata) implements WheelProblem {}

  /// METADATA has another version than the file name.
  record OtherVersion(String filename, String metadata) implements WheelProblem {}

  /// The major part of `Wheel-Version` is not 1.
  record UnsupportedWheelVersion(String version) implements WheelProblem {}

  /// A line of RECORD is not path, hash and size.
  record BadRecordLine(int line, String text) implements WheelProblem {}

  /// A line of `entry_points.txt` cannot be read as one.
  record BadEntryPoint(int line, String text) implements WheelProblem {}

  /// The bytes of an entry do not have the hash or size that RECORD gives.
  record RecordMismatch(String path, String expected, String found) implements WheelProblem {}

  /// RECORD lists a file that the archive lacks, or the reverse; found by a strict check.
  record RecordIncomplete(String path, boolean inArchive) implements WheelProblem {}
}

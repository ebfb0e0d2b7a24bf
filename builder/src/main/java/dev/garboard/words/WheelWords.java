package dev.garboard.words;

import static dev.garboard.words.Phrases.code;

import dev.garboard.wheel.ArchiveFault;
import dev.garboard.wheel.ArchiveLimit;
import dev.garboard.wheel.WheelEntryException;
import dev.garboard.wheel.WheelProblem;

/// The words for what is wrong with a wheel. Its bytes are those of the lockfile, so that the fault
/// is its maker's.
final class WheelWords {

  static final String REPORT = "Lock another version, and tell the maintainers of the package";

  private WheelWords() {}

  /// @param wheel the wheel's file name
  static Finding of(String wheel, WheelProblem problem) {
    return broken(wheel, what(problem));
  }

  static Finding of(WheelEntryException e) {
    return broken(e.wheel(), "entry " + code(e.entry()) + ": " + fault(e.fault()));
  }

  private static Finding broken(String wheel, String what) {
    return Finding.of(ExitCode.INTEGRITY, code(wheel) + ": " + what).help(REPORT);
  }

  private static String what(WheelProblem problem) {
    return switch (problem) {
      case WheelProblem.MalformedArchive(var fault, String entry, String detail) ->
          at(entry) + fault(fault) + (detail.isEmpty() ? "" : ": " + detail);
      case WheelProblem.LimitExceeded(var limit, long found, String entry) ->
          at(entry) + limit(limit) + ": " + found + ", at most " + limit.value();
      case WheelProblem.MissingDistInfo() -> "not a wheel: it has no `.dist-info` directory";
      case WheelProblem.SeveralDistInfos(var directories) ->
          "several `.dist-info` directories: " + Phrases.codes(directories);
      case WheelProblem.MissingFile(String path) -> code(path) + " is missing";
      case WheelProblem.NotText(String path) -> code(path) + " is not UTF-8 text";
      case WheelProblem.BadHeader(String path, String header, String value) ->
          value.isEmpty()
              ? code(path) + " lacks the header " + code(header)
              : code(path) + " has an invalid header " + code(header) + ": " + code(value);
      case WheelProblem.OtherName(String filename, String metadata) ->
          "the file name says " + code(filename) + ", its `METADATA` says " + code(metadata);
      case WheelProblem.OtherVersion(String filename, String metadata) ->
          "the file name says version " + filename + ", its `METADATA` says " + metadata;
      case WheelProblem.UnsupportedWheelVersion(String version) ->
          "version " + version + " of the wheel format is not supported";
      case WheelProblem.BadRecordLine(int line, String text) ->
          "line " + line + " of `RECORD` is not path, hash and size: " + code(text);
      case WheelProblem.BadEntryPoint(int line, String text) ->
          "line " + line + " of `entry_points.txt` is not valid: " + code(text);
      case WheelProblem.RecordMismatch(String path, String expected, String found) ->
          code(path) + " is not what `RECORD` says: " + expected + ", found " + found;
      case WheelProblem.RecordIncomplete(String path, boolean inArchive) ->
          inArchive
              ? "`RECORD` does not list " + code(path)
              : "`RECORD` lists a file that is not there: " + code(path);
    };
  }

  private static String at(String entry) {
    return entry.isEmpty() ? "" : "entry " + code(entry) + ": ";
  }

  private static String fault(ArchiveFault fault) {
    return switch (fault) {
      case NOT_A_ZIP -> "not a zip archive";
      case AMBIGUOUS_END -> "the archive has no clear end";
      case MULTIPLE_VOLUMES -> "the archive is one of several volumes";
      case BAD_ZIP64_END -> "the archive's zip64 record is malformed";
      case BAD_DIRECTORY -> "the archive's directory does not hold what it counts";
      case BAD_EXTRA_FIELD -> "malformed extra field";
      case NO_LOCAL_HEADER -> "its header is not where the archive's directory says";
      case HEADERS_DIFFER -> "its header and the archive's directory differ";
      case BAD_DATA_DESCRIPTOR -> "its data descriptor and the archive's directory differ";
      case OVERLAPPING_ENTRIES -> "it shares bytes with another entry";
      case STRAY_BYTES -> "the archive has bytes that belong to no entry";
      case ENCRYPTED -> "it is encrypted";
      case UNSUPPORTED_METHOD -> "it is compressed in an unknown way";
      case BAD_SIZE -> "its sizes contradict each other";
      case BAD_NAME -> "its name is empty, not UTF-8, or has control characters";
      case DUPLICATE_ENTRY -> "it is there twice, with different content";
      case FILE_AND_DIRECTORY -> "it is both a file and a directory";
      case WRONG_SIZE -> "it does not have the size that the archive's directory says";
      case WRONG_CRC -> "it does not have the checksum that the archive's directory says";
      case CORRUPT_DATA -> "its compressed bytes are corrupt";
    };
  }

  private static String limit(ArchiveLimit limit) {
    return switch (limit) {
      case ENTRIES -> "too many entries";
      case DIRECTORY_BYTES -> "the archive's directory has too many bytes";
      case TOTAL_BYTES -> "too many bytes when unpacked";
      case RATIO -> "too many bytes when unpacked, per byte of the archive";
      case RATIO_FREE_BYTES -> "too many bytes when unpacked";
      case PATH_BYTES -> "the path has too many bytes";
      case SEGMENT_BYTES -> "a part of the path has too many bytes";
      case METADATA_BYTES -> "the metadata file has too many bytes";
    };
  }
}

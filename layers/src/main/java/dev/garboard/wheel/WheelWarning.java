package dev.garboard.wheel;

/// Something odd in a wheel that is tolerated; a strict run treats it as an error.
public sealed interface WheelWarning {

  /// An entry whose path is absolute or leaves the archive's root; it is not installed.
  record SkippedEntry(String entry) implements WheelWarning {}

  /// A symbolic link; its target text is installed as a regular file.
  record SymlinkEntry(String entry) implements WheelWarning {}

  /// Two entries of one path with the same content.
  record RepeatedEntry(String entry) implements WheelWarning {}

  /// RECORD does not list a file of the archive; a line is added.
  record NotInRecord(String path) implements WheelWarning {}

  /// RECORD lists a file that the archive lacks; the line is dropped.
  record OnlyInRecord(String path) implements WheelWarning {}

  /// `Wheel-Version` is 0.1 or newer than 1.0.
  record UnusualWheelVersion(String version) implements WheelWarning {}
}

package dev.garboard.wheel;

import java.io.IOException;

/// The bytes of an entry turned out not to be what the archive says they are. An [IOException]
/// since it comes up in the middle of a stream.
public final class WheelEntryException extends IOException {

  private final String wheel;
  private final String entry;
  private final ArchiveFault fault;

  WheelEntryException(String wheel, String entry, ArchiveFault fault, String detail) {
    super(wheel + ": `" + entry + "`: " + fault + (detail.isEmpty() ? "" : ": " + detail));
    this.wheel = wheel;
    this.entry = entry;
    this.fault = fault;
  }

  /// The wheel's file name.
  public String wheel() {
    return wheel;
  }

  /// The entry's name in the archive.
  public String entry() {
    return entry;
  }

  /// What is wrong with the bytes.
  public ArchiveFault fault() {
    return fault;
  }
}

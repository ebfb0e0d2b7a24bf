package dev.garboard.build;

/// Whether layers shall hold bytecode.
public enum Bytecode {
  /// No.
  NONE,
  /// Where an interpreter of the right version runs on this machine.
  WHERE_POSSIBLE,
  /// Yes, or there shall be no image.
  REQUIRED
}

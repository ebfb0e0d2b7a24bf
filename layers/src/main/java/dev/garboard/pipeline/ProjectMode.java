package dev.garboard.pipeline;

/// How the project itself comes into the image.
public enum ProjectMode {
  /// Its tree lies in the application's directory, importable, with its entry points installed.
  SOURCE,

  /// Its tree lies in the application's directory already, put there by somebody else; it becomes
  /// importable, and its entry points are installed.
  IN_PLACE,
  /// It is installed into the environment like any other distribution.
  WHEEL,
  /// Not at all; its dependencies alone.
  NONE
}

package dev.garboard.pipeline;

/// How the project itself comes into the image.
public enum ProjectMode {
  /// Its tree lies in the application's directory, importable, with its entry points installed.
  SOURCE,
  /// It is installed into the environment like any other distribution.
  WHEEL,
  /// Not at all; its dependencies alone.
  NONE
}

package dev.garboard.image;

import dev.garboard.image.BaseFacts.Libc;
import dev.garboard.image.BaseFacts.PythonInstallation;

/// What the layers of an image rely on in its base.
public record RuntimeFacts(PythonInstallation python, Libc libc) {

  /// Whether layers that were made for this also run on another base.
  boolean runsOn(BaseFacts other) {
    return other.pythons().stream().anyMatch(this::isServedBy) && isServedBy(other.libc());
  }

  /// The interpreter of another base that takes the place of this one.
  PythonInstallation served(BaseFacts other) {
    return other.pythons().stream().filter(this::isServedBy).findFirst().orElse(python);
  }

  private boolean isServedBy(PythonInstallation other) {
    return other.path().equals(python.path())
        && other.freeThreaded() == python.freeThreaded()
        && minor(other).equals(minor(python));
  }

  /// A newer library of the same kind has all that an older one has.
  private boolean isServedBy(Libc other) {
    return switch (libc) {
      case Libc.Glibc(int major, int minor) ->
          other instanceof Libc.Glibc(int otherMajor, int otherMinor)
              && (otherMajor > major || (otherMajor == major && otherMinor >= minor));
      case Libc.Musl(int major, int minor) ->
          other instanceof Libc.Musl(int otherMajor, int otherMinor)
              && (otherMajor > major || (otherMajor == major && otherMinor >= minor));
      case Libc.None() -> true;
    };
  }

  private static String minor(PythonInstallation python) {
    String[] parts = python.version().split("\\.", 3);
    return parts.length < 2 ? python.version() : parts[0] + "." + parts[1];
  }
}

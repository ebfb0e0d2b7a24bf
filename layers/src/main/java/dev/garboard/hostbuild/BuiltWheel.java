package dev.garboard.hostbuild;

import dev.garboard.content.Digest;
import dev.garboard.python.WheelFilename;
import java.nio.file.Path;

/// A wheel that was made here.
///
/// @param file inside the cache; must not be changed
/// @param digest SHA-256 of the whole file
/// @param made how it came about
public record BuiltWheel(WheelFilename filename, Path file, Digest digest, Made made) {

  /// How a wheel came about.
  public enum Made {
    /// By a build that has just run.
    BUILT,
    /// By a build of another day.
    CACHED,
    /// From static metadata; no build ran.
    STATIC
  }
}

package dev.garboard.selection;

import dev.garboard.python.MarkerEnvironment;
import dev.garboard.python.Version;
import java.util.List;

/// What we build for; never the host by accident.
///
/// @param python full version `X.Y.Z` (see [PythonRelease] for a request that names only a minor)
/// @param freeThreaded whether it is the `t` build of CPython
/// @param architecture `x86_64`, `aarch64`, … as wheel platform tags spell it
/// @param platform operating system and the version of its C library or system
public record Target(
    List<Integer> python, boolean freeThreaded, String architecture, TargetPlatform platform) {

  /// Validates and copies.
  public Target {
    python = List.copyOf(python);
    if (python.size() != 3) {
      throw new IllegalArgumentException("a Python version has three parts: " + python);
    }
  }

  /// `X.Y`.
  public String pythonMinor() {
    return python.get(0) + "." + python.get(1);
  }

  /// `X.Y.Z`.
  public String pythonFull() {
    return pythonMinor() + "." + python.get(2);
  }

  /// The values that markers see on this target.
  public MarkerEnvironment markerEnvironment() {
    Version version = Version.parse(pythonFull());
    return new MarkerEnvironment(
        switch (platform) {
          case TargetPlatform.Glibc _, TargetPlatform.Musl _ ->
              new MarkerEnvironment.Platform("posix", "linux", "Linux", architecture, "", "");
          case TargetPlatform.MacOs _ ->
              new MarkerEnvironment.Platform("posix", "darwin", "Darwin", architecture, "", "");
        },
        new MarkerEnvironment.Implementation("cpython", "CPython", version, version));
  }

  /// An operating system with the version that wheel tags are measured against.
  public sealed interface TargetPlatform {
    /// Linux with GNU libc `major.minor`.
    record Glibc(int major, int minor) implements TargetPlatform {}

    /// Linux with musl `major.minor`.
    record Musl(int major, int minor) implements TargetPlatform {}

    /// macOS `major.minor`.
    record MacOs(int major, int minor) implements TargetPlatform {}
  }
}

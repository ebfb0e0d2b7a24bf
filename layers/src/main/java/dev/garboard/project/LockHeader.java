package dev.garboard.project;

import dev.garboard.python.Marker;
import dev.garboard.python.VersionSpecifiers;
import java.util.List;
import java.util.Map;

/// What a lockfile says about itself before its packages.
///
/// @param revision backwards-compatible additions to version 1 of the format; any is accepted
/// @param markers the forks of the resolution and the environments it was made for
/// @param conflicts sets of which at most one item may be active
/// @param options resolver settings: `String`, `Long`, `Boolean`, `List` and `Map`
public record LockHeader(
    long revision,
    VersionSpecifiers requiresPython,
    Markers markers,
    List<List<ConflictItem>> conflicts,
    Map<String, Object> options) {

  /// Markers that speak of the whole lockfile.
  ///
  /// @param resolution the forks
  /// @param supported at least one must hold when there are any
  /// @param required not used for installing
  public record Markers(List<Marker> resolution, List<Marker> supported, List<Marker> required) {
    /// Copies.
    public Markers {
      resolution = List.copyOf(resolution);
      supported = List.copyOf(supported);
      required = List.copyOf(required);
    }
  }

  /// Copies.
  public LockHeader {
    conflicts = conflicts.stream().map(List::copyOf).toList();
  }
}

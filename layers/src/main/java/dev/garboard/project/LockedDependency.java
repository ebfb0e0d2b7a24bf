package dev.garboard.project;

import dev.garboard.python.ExtraName;
import dev.garboard.python.Marker;
import java.util.List;

/// An edge of the lockfile's graph.
///
/// @param extras of the target that the edge activates
/// @param marker means something only for a parent that is itself reached
public record LockedDependency(PackageId target, List<ExtraName> extras, Marker marker) {

  /// Copies.
  public LockedDependency {
    extras = List.copyOf(extras);
  }
}

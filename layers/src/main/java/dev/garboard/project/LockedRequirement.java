package dev.garboard.project;

import dev.garboard.python.ExtraName;
import dev.garboard.python.Marker;
import dev.garboard.python.PackageName;
import java.util.List;
import java.util.SequencedMap;

/// A requirement as the lockfile records it in `metadata` and `manifest`.
///
/// @param origin where it must come from: the keys `specifier`, `index`, `git`, `url`,
///   `subdirectory`, `path`, `directory`, `editable` or `virtual` with their texts
public record LockedRequirement(
    PackageName name, List<ExtraName> extras, Marker marker, SequencedMap<String, String> origin) {

  /// Copies.
  public LockedRequirement {
    extras = List.copyOf(extras);
  }
}

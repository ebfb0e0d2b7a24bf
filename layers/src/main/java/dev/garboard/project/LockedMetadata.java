package dev.garboard.project;

import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.VersionSpecifiers;
import java.util.List;
import java.util.SequencedMap;

/// What the lockfile records of a local package's own declarations.
///
/// @param requirements `requires-dist`
/// @param providedExtras `provides-extras`
/// @param groups `requires-dev`
/// @param groupRequiresPython further limits on the Python version, by group
public record LockedMetadata(
    List<LockedRequirement> requirements,
    List<ExtraName> providedExtras,
    SequencedMap<GroupName, List<LockedRequirement>> groups,
    DefaultGroups defaultGroups,
    SequencedMap<GroupName, VersionSpecifiers> groupRequiresPython) {

  /// Copies.
  public LockedMetadata {
    requirements = List.copyOf(requirements);
    providedExtras = List.copyOf(providedExtras);
  }
}

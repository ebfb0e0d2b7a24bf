package dev.garboard.project;

import dev.garboard.python.GroupName;
import dev.garboard.python.PackageName;
import dev.garboard.python.VersionSpecifiers;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The lockfile's `[manifest]`: what belongs to the workspace as a whole.
///
/// @param names the members; empty when the workspace is one project at the root
/// @param requirements of a root without `[project]`
/// @param groups of a root without `[project]`
/// @param defaultGroups of a root without `[project]`
/// @param inputs what else bounded the resolution
public record LockMembers(
    List<PackageName> names,
    List<LockedRequirement> requirements,
    SequencedMap<GroupName, List<LockedRequirement>> groups,
    DefaultGroups defaultGroups,
    SequencedMap<GroupName, VersionSpecifiers> groupRequiresPython,
    Inputs inputs) {

  /// What bounded the resolution.
  ///
  /// @param requirements by key: `constraints`, `overrides`, `excludes`, `build-constraints`
  /// @param metadata `dependency-metadata` as plain values
  public record Inputs(
      SequencedMap<String, List<LockedRequirement>> requirements,
      List<Map<String, Object>> metadata) {
    /// Copies.
    public Inputs {
      metadata = List.copyOf(metadata);
    }
  }

  /// Copies.
  public LockMembers {
    names = List.copyOf(names);
    requirements = List.copyOf(requirements);
  }
}

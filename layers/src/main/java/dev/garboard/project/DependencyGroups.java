package dev.garboard.project;

import dev.garboard.python.GroupName;
import java.util.List;
import java.util.SequencedMap;

/// `[dependency-groups]`, with the legacy `tool.uv.dev-dependencies` beside it.
///
/// Specification: dependency groups, packaging.python.org (PEP 735).
///
/// @param groups as declared, includes not expanded
/// @param legacyDev `tool.uv.dev-dependencies`, which belong to the group `dev`
public record DependencyGroups(
    SequencedMap<GroupName, List<Entry>> groups, List<String> legacyDev) {

  /// Copies.
  public DependencyGroups {
    legacyDev = List.copyOf(legacyDev);
  }

  /// One entry of a group.
  public sealed interface Entry {
    /// A dependency specifier as written.
    record Requirement(String text) implements Entry {}

    /// All entries of another group.
    record Include(GroupName group) implements Entry {}
  }

  /// Whether this name is declared, the legacy way included.
  public boolean declares(GroupName name) {
    return groups.containsKey(name) || (name.value().equals("dev") && !legacyDev.isEmpty());
  }
}

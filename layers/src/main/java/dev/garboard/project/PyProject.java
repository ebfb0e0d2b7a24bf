package dev.garboard.project;

import java.nio.file.Path;
import java.util.Optional;

/// A `pyproject.toml`.
///
/// @param directory absolute
/// @param project the `[project]` table, or its absence
/// @param groups `[dependency-groups]`, nothing flattened
public record PyProject(
    Path directory,
    ProjectTable project,
    DependencyGroups groups,
    BuildSystem buildSystem,
    UvSettings uv,
    GarboardSettings garboard) {

  /// The `[project]` table if there is one.
  public Optional<ProjectTable.Declared> declared() {
    return project instanceof ProjectTable.Declared declared
        ? Optional.of(declared)
        : Optional.empty();
  }
}

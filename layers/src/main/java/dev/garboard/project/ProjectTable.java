package dev.garboard.project;

import dev.garboard.python.ExtraName;
import dev.garboard.python.PackageName;
import dev.garboard.python.VersionSpecifiers;
import java.util.List;
import java.util.SequencedMap;

/// The `[project]` table.
///
/// Specification: pyproject.toml, packaging.python.org (PEP 621).
public sealed interface ProjectTable {

  /// There is none.
  record Absent() implements ProjectTable {}

  /// It is there.
  ///
  /// @param dynamic the keys that the build backend fills in
  record Declared(
      PackageName name,
      About about,
      VersionSpecifiers requiresPython,
      List<String> dynamic,
      Requirements requirements,
      EntryPoints entryPoints)
      implements ProjectTable {

    /// Copies.
    public Declared {
      dynamic = List.copyOf(dynamic);
    }

    /// Whether the build backend says what the version is.
    public boolean hasDynamicVersion() {
      return dynamic.contains("version");
    }
  }

  /// What the project says about itself; each is empty when it does not say.
  ///
  /// @param name as written
  /// @param readme path of the file
  record About(String name, String version, String description, String readme) {}

  /// Dependency specifiers as written.
  record Requirements(List<String> production, SequencedMap<ExtraName, List<String>> extras) {
    /// Copies.
    public Requirements {
      production = List.copyOf(production);
    }
  }

  /// Names to object references.
  ///
  /// @param groups the further groups of `[project.entry-points]`
  record EntryPoints(
      SequencedMap<String, String> scripts,
      SequencedMap<String, String> guiScripts,
      SequencedMap<String, SequencedMap<String, String>> groups) {}
}

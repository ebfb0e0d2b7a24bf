package dev.garboard.project;

import java.util.List;

/// The `[build-system]` table.
///
/// Specification: pyproject.toml, packaging.python.org (PEP 518, PEP 517).
///
/// @param declared whether the table is there
/// @param backend `build-backend`; empty when absent
/// @param backendPath `backend-path`
public record BuildSystem(
    boolean declared, List<String> requires, String backend, List<String> backendPath) {

  /// Copies.
  public BuildSystem {
    requires = List.copyOf(requires);
    backendPath = List.copyOf(backendPath);
  }
}

package dev.garboard.selection;

import java.util.List;

/// What uv would install for a target, sorted by name.
///
/// @param graph how the packages need each other
public record Selection(Target target, List<SelectedPackage> packages, DependencyGraph graph) {

  /// Copies.
  public Selection {
    packages = List.copyOf(packages);
  }
}

package dev.garboard.selection;

import java.util.List;

/// What uv would install for a target, sorted by name.
public record Selection(Target target, List<SelectedPackage> packages) {

  /// Copies.
  public Selection {
    packages = List.copyOf(packages);
  }
}

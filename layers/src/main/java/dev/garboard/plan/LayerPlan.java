package dev.garboard.plan;

import java.util.List;

/// Layers from bottom to top, disjoint, each with its key.
///
/// @param budget largest number of dependency layers that was allowed
/// @param threshold size in bytes from which a wheel lies alone
public record LayerPlan(List<PlannedLayer> layers, int budget, long threshold) {

  /// Copies.
  public LayerPlan {
    layers = List.copyOf(layers);
  }
}

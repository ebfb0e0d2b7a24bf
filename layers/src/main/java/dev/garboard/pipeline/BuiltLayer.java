package dev.garboard.pipeline;

import dev.garboard.layer.LayerBlob;
import dev.garboard.plan.PlannedLayer;

/// A layer of the plan with its bytes.
public record BuiltLayer(PlannedLayer planned, LayerBlob blob, Origin origin) {

  /// The same layer from elsewhere.
  public BuiltLayer withOrigin(Origin other) {
    return new BuiltLayer(planned, blob, other);
  }

  /// Where the bytes came from.
  public enum Origin {
    /// Made in this run.
    BUILT,
    /// Found in the local store.
    STORE,
    /// Found in a registry; the bytes stay there.
    REGISTRY,
    /// Where it was: nothing has changed, and nobody looked for it.
    UNCHANGED
  }
}

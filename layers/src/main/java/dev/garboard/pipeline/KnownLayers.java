package dev.garboard.pipeline;

import dev.garboard.layer.LayerBlob;
import dev.garboard.plan.LayerKey;
import java.util.Optional;

/// Layers that exist somewhere else, such as in a registry; their bytes need not be near.
@FunctionalInterface
public interface KnownLayers {

  /// Knows none.
  KnownLayers NONE = key -> Optional.empty();

  /// The layer of this key.
  Optional<LayerBlob> find(LayerKey key);
}

package dev.garboard.build;

import dev.garboard.image.NewLayer;
import dev.garboard.layer.LayerBlob;
import dev.garboard.pipeline.KnownLayers;
import dev.garboard.plan.LayerKey;
import dev.garboard.reuse.PreviousImages;
import java.util.Optional;

/// Layers of images that were published before, as layers of a new one.
public record ReusableLayers(PreviousImages images) implements KnownLayers {

  /// No registry knows the size of what it stores compressed.
  private static final long UNKNOWN_SIZE = 0;

  @Override
  public Optional<LayerBlob> find(LayerKey key) {
    return images
        .find(key.toString())
        .map(layer -> layer.asNewLayer("", UNKNOWN_SIZE))
        .map(NewLayer::blob);
  }
}

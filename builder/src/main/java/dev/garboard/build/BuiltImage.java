package dev.garboard.build;

import dev.garboard.image.Image;
import dev.garboard.pipeline.BuiltLayer;
import java.util.List;

/// A finished image, and where each of its layers came from.
///
/// @param layers those above the base, bottom to top
public record BuiltImage(PlannedImage planned, List<BuiltLayer> layers, Image image) {

  /// Copies.
  public BuiltImage {
    layers = List.copyOf(layers);
  }
}

package dev.garboard.image;

import dev.garboard.layer.LayerBlob;

/// A layer to be put on a base.
///
/// @param key the layer key, as text
/// @param title what the layer holds, for the image's history, such as `wheel numpy 2.3.1`
public record NewLayer(LayerBlob blob, String key, String title) {}

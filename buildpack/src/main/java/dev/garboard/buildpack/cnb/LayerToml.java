package dev.garboard.buildpack.cnb;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A `<layer>.toml`: what a layer is for, and metadata that comes back in the next build.
///
/// @param metadata text alone: numbers do not survive the way through the image's label
public record LayerToml(LayerTypes types, SortedMap<String, String> metadata) {
  /// Copies.
  public LayerToml {
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
  }

  /// The file's text.
  public String text() {
    return new TomlWriter()
        .table("types")
        .put("launch", types.launch())
        .put("build", types.build())
        .put("cache", types.cache())
        .table("metadata")
        .putAll(metadata)
        .text();
  }
}

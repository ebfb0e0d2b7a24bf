package dev.garboard.buildpack.lifecycle;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an export leaves behind: what the next build's restore knows, and what a registry would
/// hold.
///
/// @param layers the buildpack's launch layers by name
/// @param store the buildpack's own metadata
/// @param launch text of `launch.toml`
/// @param bills the image's bills of materials by file name
public record LifecycleImage(
    SortedMap<String, Layer> layers,
    SortedMap<String, Object> store,
    String launch,
    Map<String, byte[]> bills) {

  /// A layer.
  ///
  /// @param listing what its tar holds, one entry a line: the stand-in for its diffID
  /// @param metadata as the image's label has it
  /// @param bills bills of materials by file extension
  /// @param reused whether the export took the previous image's layer without its contents
  public record Layer(
      List<String> listing,
      SortedMap<String, Object> metadata,
      SortedMap<String, byte[]> bills,
      boolean reused) {}

  /// No image.
  public static LifecycleImage none() {
    return new LifecycleImage(new TreeMap<>(), new TreeMap<>(), "", Map.of());
  }

  /// Names of the layers that had to be made.
  public List<String> made() {
    return layers.entrySet().stream()
        .filter(layer -> !layer.getValue().reused())
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Each layer's listing.
  public SortedMap<String, List<String>> listings() {
    SortedMap<String, List<String>> listings = new TreeMap<>();
    layers.forEach((name, layer) -> listings.put(name, layer.listing()));
    return listings;
  }
}

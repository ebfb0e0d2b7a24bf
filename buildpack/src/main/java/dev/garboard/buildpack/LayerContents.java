package dev.garboard.buildpack;

import dev.garboard.buildpack.cnb.LayersDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What has to be known of a layer of distributions when the layer itself stays in the registry.
record LayerContents(LayerFiles files, Licenses licenses) {
  static final LayerContents NONE =
      new LayerContents(new LayerFiles(List.of()), Licenses.parse(""));

  /// What came back of the layer; empty when its list of files did not.
  static Optional<LayerContents> restored(
      LayersDirectory layers, String name, SortedMap<String, String> metadata) throws IOException {
    String digest = metadata.getOrDefault(LayerState.FILES, "");
    Licenses licenses = Licenses.parse(metadata.getOrDefault(LayerState.LICENSES, ""));
    return LayerFiles.read(layers.sbom(name, "cdx.json"), digest)
        .map(files -> new LayerContents(files, licenses));
  }

  void putInto(SortedMap<String, String> metadata) {
    metadata.put(LayerState.FILES, files.digest().toString());
    metadata.put(LayerState.LICENSES, licenses.text());
  }
}

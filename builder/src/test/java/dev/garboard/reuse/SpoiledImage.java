package dev.garboard.reuse;

import dev.garboard.content.Content;
import dev.garboard.image.Image;
import dev.garboard.image.KeysLabel;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.Manifest;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.ProcessConfig;
import dev.garboard.registry.FakeRegistry.Fault;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.Repository;
import dev.garboard.registry.TestRegistry;
import dev.garboard.registry.Upload;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Points the tag `app:latest`, whose layers are there, at documents that say something else of
/// them than the image's own; there is no further fault.
record SpoiledImage(Image image) {

  /// With this configuration, that many of the layers, and no annotations.
  Fault configured(TestRegistry place, HttpRegistry registry, byte[] config, int layers)
      throws Exception {
    Descriptor descriptor = Descriptor.of(MediaType.OCI_CONFIG, config);
    Repository app = new Repository(place.host(), "app");
    registry.putBlob(app, new Upload(descriptor, Content.of(config), List.of()));
    Manifest manifest =
        new Manifest(
            MediaType.OCI_MANIFEST,
            descriptor,
            image.manifest().layers().subList(0, layers).stream()
                .map(layer -> layer.withAnnotations(Map.of()))
                .toList(),
            new TreeMap<>(),
            JsonObject.EMPTY);
    registry.putManifest(
        app.tagged("latest"), MediaType.OCI_MANIFEST, Content.of(manifest.toJson().bytes()));
    return _ -> false;
  }

  /// With this text in the label of layer keys.
  Fault labelled(TestRegistry place, HttpRegistry registry, String keys) throws Exception {
    ImageConfig config = image.config();
    Map<String, String> labels = new TreeMap<>(config.process().labels());
    labels.put(KeysLabel.NAME, keys);
    ProcessConfig process = config.process().withObject("Labels", JsonObject.ofTexts(labels));
    ImageConfig spoiled =
        new ImageConfig(
            config.platform(), process, config.diffIds(), config.history(), config.others());
    return configured(place, registry, spoiled.toJson().bytes(), image.layers().size());
  }
}

package dev.garboard.destination;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.image.Image;
import dev.garboard.image.ImageLayer;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.Index;
import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// One image as a tar that old and new readers take: an OCI image layout (`oci-layout`,
/// `index.json`) and, beside it, the `manifest.json` of `docker save`, which points at the same
/// blobs. The bytes are a function of the image and its names.
///
/// @param annotations of the image's entry in `index.json`
/// @param repoTags names that Docker gives the image
record ImageArchive(Image image, Map<String, String> annotations, List<String> repoTags) {

  static final String OCI_LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}";

  ImageArchive {
    annotations = Map.copyOf(annotations);
    repoTags = List.copyOf(repoTags);
  }

  /// Writes the tar; does not close the stream.
  void write(OutputStream out) throws IOException, DestinationException, InterruptedException {
    TarWriter tar = new TarWriter(out);
    file(tar, "oci-layout", OCI_LAYOUT.getBytes(StandardCharsets.UTF_8));
    Descriptor entry =
        image.descriptor().withPlatform(image.config().platform()).withAnnotations(annotations);
    file(tar, "index.json", Index.of(List.of(entry)).toJson().bytes());
    file(tar, "manifest.json", dockerManifest().bytes());
    tar.directory("blobs");
    tar.directory("blobs/sha256");
    for (Map.Entry<Descriptor, Content> blob : blobs(image).entrySet()) {
      tar.beginFile(path(blob.getKey().digest()), blob.getKey().size());
      BlobCopy.copy(blob.getKey(), blob.getValue(), tar::write);
      tar.endFile();
    }
    tar.finish();
  }

  /// All blobs of an image, each once: manifest, configuration, layers from the bottom.
  static SequencedMap<Descriptor, Content> blobs(Image image) {
    LinkedHashMap<Digest, Descriptor> descriptors = new LinkedHashMap<>();
    LinkedHashMap<Descriptor, Content> blobs = new LinkedHashMap<>();
    blobs.put(image.descriptor(), image.manifestContent());
    blobs.put(image.manifest().config(), image.configContent());
    for (ImageLayer layer : image.layers()) {
      if (descriptors.putIfAbsent(layer.descriptor().digest(), layer.descriptor()) == null) {
        blobs.put(layer.descriptor(), layer.content());
      }
    }
    return blobs;
  }

  /// Bytes of all blobs.
  static long size(Image image) {
    return blobs(image).keySet().stream().mapToLong(Descriptor::size).sum();
  }

  static String path(Digest digest) {
    return "blobs/" + digest.algorithm().id() + "/" + digest.hex();
  }

  private Json dockerManifest() {
    List<String> layers =
        image.layers().stream().map(layer -> path(layer.descriptor().digest())).toList();
    JsonObject entry =
        JsonObject.EMPTY
            .with("Config", path(image.manifest().config().digest()))
            .with("Layers", Json.Array.ofTexts(layers))
            .with("RepoTags", Json.Array.ofTexts(repoTags));
    return new Json.Array(List.of(entry));
  }

  private static void file(TarWriter tar, String name, byte[] bytes) throws IOException {
    tar.beginFile(name, bytes.length);
    tar.write(bytes, bytes.length);
    tar.endFile();
  }
}

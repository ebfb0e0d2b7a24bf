package dev.garboard.destination;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.image.Image;
import dev.garboard.image.Publishable;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.Index;
import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One image or index as a tar that old and new readers take: an OCI image layout (`oci-layout`,
/// `index.json`) and, beside it, the `manifest.json` of `docker save`, which points at the same
/// blobs. Of an index, which that file cannot express, it has the first image. The bytes are a
/// function of the image and its names.
///
/// @param annotations of the image's entry in `index.json`
/// @param repoTags names that Docker gives the image
/// @param omitted blobs that are left out, since whoever reads the archive has them
record ImageArchive(
    Publishable image,
    Map<String, String> annotations,
    List<String> repoTags,
    Set<Digest> omitted) {

  static final String OCI_LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}";

  ImageArchive {
    annotations = Map.copyOf(annotations);
    repoTags = List.copyOf(repoTags);
    omitted = Set.copyOf(omitted);
  }

  /// With all of its blobs.
  ImageArchive(Publishable image, Map<String, String> annotations, List<String> repoTags) {
    this(image, annotations, repoTags, Set.of());
  }

  /// Writes the tar; does not close the stream.
  void write(OutputStream out) throws IOException, DestinationException, InterruptedException {
    TarWriter tar = new TarWriter(out);
    documents(tar);
    for (Map.Entry<Descriptor, Content> blob : new ImageBlobs(image).all().entrySet()) {
      if (!omitted.contains(blob.getKey().digest())) {
        tar.beginFile(path(blob.getKey().digest()), blob.getKey().size());
        BlobCopy.copy(blob.getKey(), blob.getValue(), tar::write);
        tar.endFile();
      }
    }
    tar.finish();
  }

  /// Whether a file is this archive, as far as its size and its documents tell, which name all else
  /// by digest.
  boolean isIn(Path file) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    documents(new TarWriter(head));
    long size = head.size();
    for (Descriptor blob : new ImageBlobs(image).all().keySet()) {
      size += TarWriter.sizeOf(blob.size());
    }
    if (Files.size(file) != TarWriter.sizeOfArchive(size)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(head.toByteArray(), in.readNBytes(head.size()));
    }
  }

  private void documents(TarWriter tar) throws IOException {
    file(tar, "oci-layout", OCI_LAYOUT.getBytes(StandardCharsets.UTF_8));
    file(tar, "index.json", Index.of(List.of(entry(image, annotations))).toJson().bytes());
    file(tar, "manifest.json", dockerManifest().bytes());
    tar.directory("blobs");
    tar.directory("blobs/sha256");
  }

  static String path(Digest digest) {
    return "blobs/" + digest.algorithm().id() + "/" + digest.hex();
  }

  /// The entry of a layout's index; an index in a layout is for no single platform.
  static Descriptor entry(Publishable publishable, Map<String, String> annotations) {
    Descriptor named = publishable.descriptor().withAnnotations(annotations);
    return publishable instanceof Image image ? named.withPlatform(image.platform()) : named;
  }

  private Json dockerManifest() {
    Image first = image.images().getFirst();
    List<String> layers =
        first.layers().stream().map(layer -> path(layer.descriptor().digest())).toList();
    JsonObject entry =
        JsonObject.EMPTY
            .with("Config", path(first.manifest().config().digest()))
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

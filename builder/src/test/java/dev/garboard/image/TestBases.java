package dev.garboard.image;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.layer.LayerBlob;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.Index;
import dev.garboard.oci.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes small layouts by hand, so that what reads them is not tested with what writes them.
public final class TestBases {

  private final Path directory;
  private final List<Descriptor> entries = new ArrayList<>();

  private TestBases(Path directory) {
    this.directory = directory;
  }

  /// An empty layout.
  public static TestBases in(Path directory) {
    write(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    return new TestBases(directory);
  }

  /// Adds an image whose configuration has the given JSON for `config`.
  public TestBases image(String architecture, String tag, String config, LayerBlob... layers) {
    List<String> descriptors = new ArrayList<>();
    List<String> diffIds = new ArrayList<>();
    for (LayerBlob layer : layers) {
      String type =
          switch (layer.compression()) {
            case SPLICE -> MediaType.OCI_LAYER_GZIP.value();
            case ZSTD_3 -> MediaType.OCI_LAYER_ZSTD.value();
          };
      blob(layer.content());
      descriptors.add(descriptor(type, layer.digest().toString(), layer.size()));
      diffIds.add('"' + layer.diffId().toString() + '"');
    }
    String document =
        """
        {"architecture":"%s", "os":"linux", "author":"somebody", "x-unknown":[1.50, 1e3, null],
         "config":%s,
         "rootfs":{"type":"layers","diff_ids":[%s]}}\
        """
            .formatted(architecture, config, String.join(",", diffIds));
    Content configContent = Content.of(document);
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}\
        """
            .formatted(
                MediaType.OCI_MANIFEST,
                descriptor(MediaType.OCI_CONFIG.value(), blob(configContent), configContent.size()),
                String.join(",", descriptors));
    blob(Content.of(manifest));
    entries.add(
        Descriptor.of(MediaType.OCI_MANIFEST, manifest.getBytes(StandardCharsets.UTF_8))
            .withAnnotations(
                tag.isEmpty() ? Map.of() : Map.of("org.opencontainers.image.ref.name", tag)));
    write(directory.resolve("index.json"), Index.of(entries).toJson().text());
    return this;
  }

  /// The layout, to be read.
  public LayoutBase source(String tag) {
    return LayoutBase.of(new BaseLocation.OciLayout(directory, tag));
  }

  private String blob(Content content) {
    try {
      String digest = Hashing.sha256(content).toString();
      Path path = directory.resolve("blobs/sha256/" + digest.substring(7));
      Files.createDirectories(path.getParent());
      try (InputStream in = content.open()) {
        Files.write(path, in.readAllBytes());
      }
      return digest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String descriptor(String type, String digest, long size) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(type, digest, size);
  }

  private static void write(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

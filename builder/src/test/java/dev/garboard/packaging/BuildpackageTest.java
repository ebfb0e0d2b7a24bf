package dev.garboard.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.image.Image;
import dev.garboard.image.ImageIndex;
import dev.garboard.image.Publishable;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildpackageTest {
  private static final String TOML =
      """
      api = "0.10"
      [buildpack]
      id = "garboard/python"
      version = "0.1.0"
      name = "Garboard"
      homepage = "https://example.com/garboard"
      keywords = ["python", "uv"]
      [[buildpack.licenses]]
      type = "Apache-2.0"
      [[targets]]
      os = "linux"
      arch = "amd64"
      [[targets]]
      os = "linux"
      arch = "arm64"
      """;

  @TempDir private Path directory;

  private Path root(String name, String toml) throws IOException {
    Path root = Files.createDirectories(directory.resolve(name));
    Files.writeString(root.resolve("buildpack.toml"), toml);
    Path bin = Files.createDirectories(root.resolve("bin"));
    Path build = Files.writeString(bin.resolve("build"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(build, PosixFilePermissions.fromString("rwx------"));
    return root;
  }

  private Publishable pack(SequencedMap<Platform, Path> roots, String scratch) throws Exception {
    return Buildpackage.of(roots, Files.createDirectories(directory.resolve(scratch)));
  }

  private SequencedMap<Platform, Path> both() throws IOException {
    SequencedMap<Platform, Path> roots = new LinkedHashMap<>();
    roots.put(Platform.linux("amd64"), root("amd64", TOML));
    roots.put(Platform.linux("arm64"), root("arm64", TOML));
    return roots;
  }

  @Test
  void isAnIndexOfOneImageForEachPlatform() throws Exception {
    Publishable packed = pack(both(), "layers");

    assertThat(packed).isInstanceOf(ImageIndex.class);
    assertThat(packed.images().stream().map(Image::platform))
        .containsExactly(Platform.linux("amd64"), Platform.linux("arm64"));
  }

  @Test
  void labelsSayWhatPlatformsAsk() throws Exception {
    Image image = pack(both(), "layers").images().getFirst();
    JsonObject metadata = label(image, "io.buildpacks.buildpackage.metadata");
    assertThat(metadata.text("id")).contains("garboard/python");
    assertThat(metadata.text("version")).contains("0.1.0");
    assertThat(metadata.text("homepage")).contains("https://example.com/garboard");
    assertThat(metadata.toString())
        .contains("\"stacks\":[{\"id\":\"*\"}]", "[{\"type\":\"Apache-2.0\"}]");

    JsonObject entry =
        label(image, "io.buildpacks.buildpack.layers")
            .object("garboard/python")
            .orElseThrow()
            .object("0.1.0")
            .orElseThrow();
    assertThat(entry.text("api")).contains("0.10");
    assertThat(entry.text("layerDiffID")).contains(image.config().diffIds().getFirst().toString());
    assertThat(entry.toString()).contains("{\"arch\":\"arm64\",\"os\":\"linux\"}");
  }

  private static JsonObject label(Image image, String name) throws Exception {
    return JsonObject.parse(name, image.config().process().labels().getOrDefault(name, ""));
  }

  @Test
  void oneLayerHoldsTheBuildpackWhereLifecyclesLook() throws Exception {
    Image image = pack(both(), "layers").images().getFirst();
    List<String> entries = new ArrayList<>();
    try (InputStream in = image.layers().getFirst().content().open();
        TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.add("%o %s".formatted(entry.getMode() & 0777, entry.getName()));
      }
    }

    assertThat(image.layers()).hasSize(1);
    assertThat(entries)
        .containsExactly(
            "755 cnb/",
            "755 cnb/buildpacks/",
            "755 cnb/buildpacks/garboard_python/",
            "755 cnb/buildpacks/garboard_python/0.1.0/",
            "755 cnb/buildpacks/garboard_python/0.1.0/bin/",
            "755 cnb/buildpacks/garboard_python/0.1.0/bin/build",
            "644 cnb/buildpacks/garboard_python/0.1.0/buildpack.toml");
  }

  @Test
  void equalFilesGiveAnEqualDigest() throws Exception {
    assertThat(pack(both(), "one").descriptor()).isEqualTo(pack(both(), "two").descriptor());
  }

  @Test
  void refusesAPlatformThatIsNoTarget() throws Exception {
    SequencedMap<Platform, Path> roots = new LinkedHashMap<>();
    roots.put(Platform.linux("riscv64"), root("other", TOML));

    assertThatThrownBy(() -> pack(roots, "layers")).hasMessageContaining("no target linux/riscv64");
  }

  @Test
  void refusesABuildpackWithoutAName() throws Exception {
    SequencedMap<Platform, Path> roots = new LinkedHashMap<>();
    roots.put(Platform.linux("amd64"), root("nameless", "api = \"0.10\"\n"));

    assertThatThrownBy(() -> pack(roots, "layers")).hasMessageContaining("buildpack.id");
  }
}

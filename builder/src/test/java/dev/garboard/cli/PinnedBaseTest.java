package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.garboard.content.Hashing;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.base.DebianBase;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockWriter;
import dev.garboard.debian.lock.LockedPackage;
import dev.garboard.debian.lock.LockedSet;
import dev.garboard.debian.lock.LockedSet.Use;
import dev.garboard.debian.packages.DebianVersion;
import dev.garboard.debian.packages.PackageFile;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.debian.unpack.TestDeb;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A project on a small `debian:13` that a lock pins and a directory holds.
class PinnedBaseTest {

  @TempDir Path directory;
  private TestProject project;

  @BeforeEach
  void makeProject() throws IOException {
    project = TestProject.in(directory);
    pin(Map.of());
  }

  /// Writes the lock and the packages, which have version 1.0 unless said.
  private void pin(Map<String, String> versions) throws IOException {
    List<LockedPackage> locked = new ArrayList<>();
    locked.add(deb(versions, "libc6").done());
    // One that is large enough for a layer of its own.
    byte[] noise = new byte[(1 << 20) + 1];
    new Random(1).nextBytes(noise);
    locked.add(deb(versions, "libstdc++6").file("usr/lib/noise", noise).done());
    locked.add(deb(versions, "python3").link("usr/bin/python3", "python3.13").done());
    locked.add(deb(versions, "python3.13-minimal").file("usr/bin/python3.13", "\177ELF").done());
    locked.add(
        deb(versions, "tzdata")
            .file("usr/share/zoneinfo/Etc/UTC", "TZif")
            .file("usr/share/locale/de/tz", "Zeit")
            .done());
    locked.add(deb(versions, "zlib1g").done());
    List<String> requested = new ArrayList<>(DebianBase.SEEDS);
    requested.add(DebianBase.SHELL);
    LockedSet set =
        new LockedSet(
            Use.BASE,
            Architecture.AMD64,
            requested.stream().sorted().toList(),
            locked.stream().map(LockedPackage::id).toList(),
            List.of());
    BaseLock lock = new BaseLock("debian:13", "20260101T000000Z", List.of(set), locked);
    project.write("demo/garboard.lock", LockWriter.text(lock));
  }

  private Deb deb(Map<String, String> versions, String name) {
    String version = versions.getOrDefault(name, name.startsWith("python3") ? "3.13.5" : "2.41");
    return new Deb(name, version, TestDeb.named(name, version));
  }

  private final class Deb {
    private final String name;
    private final String version;
    private final TestDeb deb;

    Deb(String name, String version, TestDeb deb) {
      this.name = name;
      this.version = version;
      this.deb = deb;
    }

    Deb file(String path, String text) {
      deb.file("./" + path, text);
      return this;
    }

    Deb file(String path, byte[] bytes) {
      deb.file("./" + path, bytes, 0644);
      return this;
    }

    Deb link(String path, String target) {
      deb.symlink("./" + path, target);
      return this;
    }

    LockedPackage done() throws IOException {
      byte[] bytes = deb.compression("").bytes();
      String path = "pool/main/" + name + "_" + version + "_amd64.deb";
      Path file = directory.resolve("vendor/debian").resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return new LockedPackage(
          new PackageId(name, new DebianVersion(version), "amd64"),
          new PackageFile("debian", path, bytes.length, Hashing.sha256(bytes)));
    }
  }

  /// Builds and returns the manifest.
  private JsonNode build(String... more) throws IOException {
    Path layout = Files.createTempDirectory(directory, "layout");
    List<String> arguments = new ArrayList<>(List.of("build", "demo", "--base", "debian:13"));
    arguments.addAll(List.of("--platform", "linux/amd64", "--to", "oci:" + layout, "--offline"));
    arguments.addAll(List.of(more));
    TestProject.Outcome built = project.run(arguments.toArray(String[]::new));
    assertThat(built.exit()).as(built.err()).isZero();
    JsonNode index = new ObjectMapper().readTree(layout.resolve("index.json").toFile());
    return new ObjectMapper()
        .readTree(Files.readAllBytes(blob(layout, index.get("manifests").get(0))));
  }

  private static Path blob(Path layout, JsonNode descriptor) {
    return layout.resolve("blobs/sha256").resolve(digest(descriptor).substring(7));
  }

  private static String digest(JsonNode descriptor) {
    return descriptor.get("digest").asText();
  }

  private static List<String> layers(JsonNode manifest, boolean base) {
    List<String> digests = new ArrayList<>();
    for (JsonNode layer : manifest.get("layers")) {
      if (layer.at("/annotations").isMissingNode() == base) {
        digests.add(digest(layer));
      }
    }
    return digests;
  }

  private String[] vendored() {
    return new String[] {"--debian-mirror", directory.resolve("vendor").toString()};
  }

  @Test
  void isTheSameTwiceFromTwoStores() throws IOException {
    JsonNode first = build(vendored());
    project.variable("GARBOARD_CACHE_DIR", project.path("another").toString());

    assertThat(build(vendored())).isEqualTo(first);
  }

  @Test
  void aChangedPackageMovesTheLayerThatHoldsItAndNoOther() throws IOException {
    JsonNode before = build(vendored());
    for (Map<String, String> changed :
        List.of(Map.of("zlib1g", "2.42"), Map.of("libstdc++6", "15"))) {
      pin(changed);
      JsonNode after = build(vendored());

      List<String> gone = new ArrayList<>(layers(before, true));
      gone.removeAll(layers(after, true));
      assertThat(gone).as(changed.toString()).hasSize(1);
      assertThat(layers(after, true)).hasSameSizeAs(layers(before, true)).hasSizeGreaterThan(2);
      assertThat(layers(after, false)).hasSizeGreaterThan(2).isEqualTo(layers(before, false));
    }
  }

  @Test
  void theProjectNamesAMirrorBelowItself() throws IOException {
    project.edit(
        "demo/pyproject.toml",
        "[dependency-groups]",
        "[tool.garboard]\ndebian-mirror = \"../vendor\"\n\n[dependency-groups]");

    assertThat(layers(build(), true)).isNotEmpty();
    assertThat(project.run("config", "demo", "--origin").out())
        .contains("debian-mirror = \"../vendor\"  # pyproject.toml:")
        .contains("# debian-keep: default: none");
  }

  @Test
  void theUserDecidesWhatOfAPackageIsKept() throws IOException {
    project.edit(
        "demo/pyproject.toml",
        "[dependency-groups]",
        "[tool.garboard]\ndebian-keep = [\"usr/share/locale/de/**\"]\n\n[dependency-groups]");
    assertThat(files())
        .contains("usr/share/locale/de/tz", "usr/share/zoneinfo/Etc/UTC")
        .contains("var/lib/dpkg/status.d/tzdata");

    assertThat(files("--debian-keep", "none", "--debian-drop", "/usr/share/zoneinfo/**"))
        .contains("var/lib/dpkg/status.d/tzdata")
        .noneMatch(path -> path.contains("locale/de") || path.contains("zoneinfo"));
  }

  /// The paths of all layers.
  private Set<String> files(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(vendored()));
    arguments.addAll(List.of(more));
    JsonNode manifest = build(arguments.toArray(String[]::new));
    Map<String, Path> blobs = new TreeMap<>();
    try (var all = Files.walk(directory)) {
      all.filter(Files::isRegularFile).forEach(file -> blobs.put("" + file.getFileName(), file));
    }
    Set<String> paths = new TreeSet<>();
    for (JsonNode layer : manifest.get("layers")) {
      Path blob = blobs.get(digest(layer).substring(7));
      try (var in =
          new TarArchiveInputStream(
              new GZIPInputStream(new BufferedInputStream(Files.newInputStream(blob))))) {
        for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          paths.add(entry.getName());
        }
      }
    }
    return paths;
  }
}

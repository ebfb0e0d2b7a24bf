package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.engine.Command;
import dev.garboard.engine.ContainerEngine;
import dev.garboard.install.InstallLayout;
import dev.garboard.install.InstallOptions;
import dev.garboard.install.WheelInstaller;
import dev.garboard.python.WheelFilename;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.WheelArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs that others wrote accept the archives of a real image.
@Tag("engine")
@RequiresNetwork
@RequiresTool({"dockerd", "docker", "podman", "runc", "skopeo", "umoci", "mmdebstrap"})
@ExtendWith(HarbourImage.Shared.class)
class RealImageAcceptanceTest {

  private static final String SITE_PACKAGES = "opt/venv/lib/python3.13/site-packages";

  @TempDir Path directory;

  @Test
  void skopeoSeesOneImageInBothArchives(HarbourImage image) throws Exception {
    assertThat(inspect("oci-archive:" + image.archive()).get("Digest").asText())
        .isEqualTo(image.digest());
    JsonNode layers = inspect("oci-archive:" + image.archive()).get("Layers");
    assertThat(layers).hasSizeGreaterThan(10);
    run("skopeo", "copy", "oci-archive:" + image.archive(), "oci:" + directory + "/copied:1");
    assertThat(inspect("oci:" + directory + "/copied:1").get("Digest").asText())
        .isEqualTo(image.digest());
    run(
        "skopeo",
        "copy",
        "docker-archive:" + image.dockerArchive(),
        "oci:" + directory + "/converted:1");
    assertThat(inspect("oci:" + directory + "/converted:1").get("Env"))
        .isEqualTo(inspect("oci-archive:" + image.archive()).get("Env"));
  }

  /// From either archive, into either engine, under the name that was asked for.
  @ParameterizedTest
  @ValueSource(strings = {"docker", "podman"})
  void enginesLoadBothArchives(String name, HarbourImage image) throws Exception {
    ContainerEngine engine = image.engine(name);
    for (Path archive : List.of(image.archive(), image.dockerArchive())) {
      String loaded = engine.load(archive);
      assertThat(loaded).isEqualTo(HarbourImage.NAME);
      assertThat(
              engine.run(loaded, List.of("--entrypoint", "python"), "-c", "import fastapi").exit())
          .isZero();
    }
  }

  @Test
  void umociUnpacksWhatTheWheelsInstall(HarbourImage image) throws Exception {
    run("skopeo", "copy", "oci-archive:" + image.archive(), "oci:" + directory + "/layout:1");
    Path bundle = directory.resolve("bundle");
    run("umoci", "unpack", "--image", directory + "/layout:1", bundle.toString());
    Path root = bundle.resolve("rootfs");

    Map<UnixPath, String> expected = new TreeMap<>();
    for (JsonNode locked : plan(image).get("packages")) {
      if (locked.has("wheel")) {
        expected.putAll(installed(image, locked));
      }
    }
    Map<UnixPath, String> unpacked = new TreeMap<>();
    unpacked.putAll(onDisk(root, SITE_PACKAGES));
    // Bytecode is no wheel's; what it does is tested where it is made.
    unpacked.keySet().removeIf(path -> path.value().contains("/harbour") || isBytecode(path));
    expected.keySet().removeIf(path -> !path.value().startsWith(SITE_PACKAGES));
    assertThat(unpacked).hasSizeGreaterThan(1300).isEqualTo(expected);
    assertThat(Files.readSymbolicLink(root.resolve("opt/venv/bin/python")))
        .hasToString("/usr/bin/python3.13");
    assertThat(root.resolve("app/src/harbour/app.py"))
        .hasSameBinaryContentAs(HarbourImage.project().resolve("src/harbour/app.py"));
    assertThat(Files.getAttribute(root.resolve("home/nonroot"), "unix:uid")).isEqualTo(65532);
  }

  private static boolean isBytecode(UnixPath path) {
    return path.value().endsWith(".pyc");
  }

  /// What our installer makes of a wheel in the store.
  private static Map<UnixPath, String> installed(HarbourImage image, JsonNode locked)
      throws Exception {
    String digest = locked.get("sha256").asText();
    Path file = image.store().resolve("v1/wheels").resolve(digest.substring(0, 2)).resolve(digest);
    InstallLayout layout = InstallLayout.venv(UnixPath.of("opt/venv"), 13, false);
    Map<UnixPath, String> files = new TreeMap<>();
    try (WheelArchive wheel =
        WheelArchive.open(file, WheelFilename.parse(locked.get("wheel").asText()))) {
      var entries =
          WheelInstaller.install(wheel, layout, InstallOptions.defaults()).tree().entries();
      for (Map.Entry<UnixPath, TreeEntry> entry : entries.entrySet()) {
        if (entry.getValue() instanceof TreeEntry.RegularFile(Content content, var attributes)) {
          files.put(entry.getKey(), described(attributes.mode(), content));
        }
      }
    }
    return files;
  }

  private static Map<UnixPath, String> onDisk(Path root, String below) throws IOException {
    Map<UnixPath, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root.resolve(below))) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        int mode = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        assertThat(Files.getLastModifiedTime(file).toMillis()).isEqualTo(315_532_801_000L);
        files.put(
            UnixPath.of(root.relativize(file).toString()),
            described(mode & 07777, Content.of(file)));
      }
    }
    return files;
  }

  private static String described(int mode, Content content) throws IOException {
    return Integer.toOctalString(mode) + " " + Hashing.sha256(content);
  }

  private static JsonNode plan(HarbourImage image) throws IOException {
    return new ObjectMapper()
        .readTree(
            CommandRun.on(image.store())
                .run(
                    "plan",
                    HarbourImage.project().toString(),
                    "--base",
                    "oci-archive:" + HarbourImage.base(),
                    "--json")
                .success());
  }

  private static JsonNode inspect(String image) throws IOException {
    return new ObjectMapper().readTree(run("skopeo", "inspect", image));
  }

  private static String run(String... command) {
    return Command.run(List.of(command)).success();
  }
}

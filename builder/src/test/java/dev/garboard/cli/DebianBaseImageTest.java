package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.garboard.engine.Command;
import dev.garboard.engine.ContainerEngine;
import dev.garboard.engine.DockerEngine;
import dev.garboard.engine.PodmanEngine;
import dev.garboard.requirement.Checkout;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Images on bases that Garboard makes from Debian's real packages.
@Tag("engine")
@RequiresNetwork
class DebianBaseImageTest {

  private static final Pattern FIRST_COMMAND =
      Pattern.compile("\\./garboard (build \\S+ --to oci-archive:)app\\.tar");

  private static final String HEALTHY = "{\"status\":\"ok\",\"version\":\"0.1.0\",\"harbours\":4}";

  @TempDir Path directory;

  /// Absolute links in it would make JUnit warn of each.
  @AfterEach
  void removeRoot() {
    run("rm", "-rf", "--one-file-system", directory.resolve("bundle").toString());
  }

  /// No program can be found, so that no engine can be asked.
  private static CommandRun garboard() {
    return CommandRun.on(DebianStore.path()).with("PATH", "/nonexistent");
  }

  @Test
  @RequiresTool({"dockerd", "docker", "podman", "runc", "skopeo"})
  void theReadmesFirstCommandMakesAnImageThatEnginesRun() throws Exception {
    Matcher command = FIRST_COMMAND.matcher(Files.readString(Checkout.root().resolve("README.md")));
    assertThat(command.find()).isTrue();
    Path archive = directory.resolve("app.tar");

    Command.Outcome built = garboard().run((command.group(1) + archive).split(" ", -1));

    assertThat(built.success()).endsWith(archive.toString());
    assertThat(built.err())
        .contains(
            "base debian:13: the newest stable Debian whose Python (3.13) the project accepts");
    staysSmall(archive);
    try (DockerEngine docker = DockerEngine.start();
        PodmanEngine podman = PodmanEngine.start()) {
      for (ContainerEngine engine : List.of(docker, podman)) {
        String container = engine.start(engine.load(archive), FastapiImageTest.CONFINED);
        assertThat(engine.exec(container, FastapiImageTest.ASK).success()).isEqualTo(HEALTHY);
        engine.remove(container);
      }
    }
  }

  /// The base's layers have no key of ours. Decimal megabytes.
  private void staysSmall(Path archive) throws IOException {
    Path layout = unpacked(archive);
    long compressed = 0;
    long unpacked = 0;
    int count = 0;
    for (JsonNode layer : manifest(layout).get("layers")) {
      if (layer.at("/annotations").isMissingNode()) {
        try (var in =
            new GZIPInputStream(
                new BufferedInputStream(Files.newInputStream(blob(layout, layer))))) {
          unpacked += in.transferTo(OutputStream.nullOutputStream());
        }
        compressed += layer.get("size").asLong();
        count++;
      }
    }
    System.out.printf(
        "debian:13 amd64: %d layers, %d bytes, gzip %d%n", count, unpacked, compressed);
    assertThat(count).isBetween(2, 8);
    assertThat(unpacked).isBetween(50_000_000L, 75_000_000L);
    assertThat(compressed).isBetween(15_000_000L, 27_000_000L);
  }

  @Test
  @RequiresTool("python3")
  void isTheSameInAnotherProcessTimeZoneAndUmask() throws Exception {
    Path project = directory.resolve("checkout");
    run("cp", "-R", Checkout.root().resolve("examples/fastapi").toString(), project.toString());
    garboard().run("base", "lock", project.toString(), "--platform", "linux/amd64").success();
    Path vendor = directory.resolve("vendor");
    garboard().run("base", "vendor", vendor.toString(), project.toString()).success();
    Path first = directory.resolve("first");
    garboard()
        .run(arguments(project, first, "--debian-mirror", vendor.toString()).toArray(String[]::new))
        .success();
    try (WheelServer server = WheelServer.start(DebianStore.path())) {
      Path lock = project.resolve("uv.lock");
      Files.writeString(lock, server.takeOver(Files.readString(lock)));
      Path second = directory.resolve("second");
      inAnotherProcess(arguments(project, second, "--debian-mirror", vendor.toString()));

      assertThat(layers(second)).hasSizeGreaterThan(10).isEqualTo(layers(first));
    }
  }

  private void inAnotherProcess(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 077; exec \"$@\"", "sh"));
    command.addAll(CommandRun.process("-Duser.language=tr", "-Dfile.encoding=UTF-16"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "TZ", "Pacific/Kiritimati",
                "LC_ALL", "tr_TR.UTF-8",
                "GARBOARD_CACHE_DIR", directory.resolve("another store").toString()));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).doesNotContain("not pinned");
  }

  /// Built without emulation; only the start needs it.
  @Test
  @RequiresTool({"umoci", "chroot", "qemu-aarch64-static"})
  void anArm64ImageIsBuiltWithoutEmulationAndStarts() throws Exception {
    Path layout = directory.resolve("layout");
    garboard()
        .run(
            "build",
            Checkout.root().resolve("examples/fastapi").toString(),
            "--platform",
            "linux/arm64",
            "--base",
            "debian:13",
            "--to",
            "oci:" + layout + ":1")
        .success();
    Path bundle = directory.resolve("bundle");
    run("umoci", "unpack", "--image", layout + ":1", bundle.toString());
    Path root = bundle.resolve("rootfs");
    run(
        "cp",
        run("sh", "-c", "command -v qemu-aarch64-static"),
        root.resolve("emulator").toString());

    String said =
        run(
            "chroot",
            root.toString(),
            "/emulator",
            "/opt/venv/bin/python",
            "-c",
            "import os, platform, ssl, sqlite3, json.decoder, fastapi, pydantic_core;"
                + "print(platform.machine(), os.path.exists(json.decoder.__cached__),"
                + " os.path.exists(fastapi.__cached__))");

    assertThat(said).isEqualTo("aarch64 True True");
  }

  /// A mirror of testing may lag.
  @ParameterizedTest
  @CsvSource({"debian:12, 3.11", "debian:testing, 3.14"})
  @RequiresTool({"dockerd", "docker"})
  void otherReleasesStart(String release, String python) throws Exception {
    Path project = Files.createDirectory(directory.resolve("small"));
    Files.writeString(
        project.resolve("pyproject.toml"),
        "[project]\nname = \"small\"\nversion = \"1\"\nrequires-python = \">=3.11\"\n");
    Files.writeString(
        project.resolve("uv.lock"),
        """
        version = 1
        revision = 3
        requires-python = ">=3.11"

        [[package]]
        name = "small"
        version = "1"
        source = { virtual = "." }
        """);
    Path archive = directory.resolve("small.tar");
    garboard()
        .run(
            "build",
            project.toString(),
            "--base",
            release,
            "--platform",
            "linux/amd64",
            "--debian-allow-expired",
            "--to",
            "docker-archive:" + archive + ":garboard.test/small:1")
        .success();

    try (DockerEngine docker = DockerEngine.start()) {
      String program =
          "import sys, ssl, sqlite3, lzma, bz2, ctypes.util, os, json.decoder;"
              + "print('%d.%d' % sys.version_info[:2], sys.prefix, ctypes.util.find_library('ssl'),"
              + " os.path.exists(json.decoder.__cached__))";
      assertThat(
              docker
                  .run(
                      docker.load(archive),
                      List.of("--network", "none", "--read-only", "--entrypoint", "python"),
                      "-c",
                      program)
                  .success())
          .isEqualTo(python + " /opt/venv libssl.so.3 True");
    }
  }

  private static List<String> arguments(Path project, Path layout, String... more) {
    List<String> arguments = new ArrayList<>(List.of("build", project.toString()));
    arguments.addAll(List.of("--platform", "linux/amd64", "--base", "debian:13"));
    arguments.addAll(List.of("--to", "oci:" + layout));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private Path unpacked(Path archive) throws IOException {
    Path layout = Files.createDirectory(directory.resolve("layout of the archive"));
    run("tar", "-xf", archive.toString(), "-C", layout.toString());
    return layout;
  }

  private static List<String> layers(Path layout) throws IOException {
    List<String> digests = new ArrayList<>();
    manifest(layout).get("layers").forEach(layer -> digests.add(layer.get("digest").asText()));
    return digests;
  }

  private static JsonNode manifest(Path layout) throws IOException {
    JsonNode index = new ObjectMapper().readTree(layout.resolve("index.json").toFile());
    return new ObjectMapper().readTree(blob(layout, index.at("/manifests/0")).toFile());
  }

  private static Path blob(Path layout, JsonNode descriptor) {
    return layout.resolve("blobs/sha256").resolve(descriptor.get("digest").asText().substring(7));
  }

  private static String run(String... command) {
    return Command.run(List.of(command)).success();
  }
}

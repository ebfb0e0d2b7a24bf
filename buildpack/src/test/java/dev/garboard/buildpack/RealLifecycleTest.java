package dev.garboard.buildpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.buildpack.lifecycle.EnvironmentFiles;
import dev.garboard.buildpack.lifecycle.PackagedBuildpack;
import dev.garboard.buildpack.lifecycle.RealLifecycle;
import dev.garboard.requirement.Checkout;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The packaged buildpack under the upstream lifecycle: one application over its life. The tests
/// build on the image of the first one.
@RequiresTool({"docker-registry", "skopeo", "umoci", "setpriv", "unshare"})
@RequiresNetwork
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RealLifecycleTest {
  private static final String APP = "app:latest";
  private static final String RUN = "run:1";

  @TempDir static Path work;
  private static PackagedBuildpack packaged;
  private static RealLifecycle lifecycle;
  private static final List<String> DIGESTS = new ArrayList<>();
  private static final List<SortedMap<String, String>> FILES = new ArrayList<>();
  private static String cache = "";

  @BeforeAll
  static void prepare() throws Exception {
    String home = System.getenv().getOrDefault("LIFECYCLE_HOME", "");
    boolean there = Files.isExecutable(Path.of(home, "exporter"));
    if ("1".equals(System.getenv("GARBOARD_REQUIRE_ENGINES"))) {
      assertThat(there).as("LIFECYCLE_HOME holds the lifecycle").isTrue();
    }
    Assumptions.assumeTrue(there, "LIFECYCLE_HOME does not hold the lifecycle");
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "not root");
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
    packaged = new PackagedBuildpack(Files.createDirectory(work.resolve("packaged")));
    DIGESTS.add(packaged.pack("stage", "8g"));
    FILES.add(packaged.files());
    DIGESTS.add(packaged.pack("elsewhere/another/stage", "2g"));
    FILES.add(packaged.files());
    lifecycle =
        new RealLifecycle(
            Files.createDirectory(work.resolve("lifecycle")),
            packaged.unpack(),
            Checkout.root().resolve("examples/fastapi"));
    lifecycle.pushRunImage(RUN, "amd64", "first");
    // A directory that the platform mounts: what one build has downloaded the others need not.
    Path downloads = Files.createDirectory(work.resolve("downloads"));
    Files.setPosixFilePermissions(downloads, PosixFilePermissions.fromString("rwxrwxrwx"));
    cache = downloads.toString();
    lifecycle.user("BP_GARBOARD_CACHE", cache);
  }

  @AfterAll
  static void stop() throws Exception {
    if (lifecycle != null) {
      lifecycle.close();
    }
  }

  private static String program(String more) {
    return "import fastapi, harbour, pydantic_core, ssl, sys, os; "
        + "from importlib.metadata import version; "
        + "print(version('harbour'), os.getuid(), open('/etc/marker').read(), sys.prefix)"
        + more;
  }

  @Test
  @Order(1)
  void thePackageIsTheSameInAnotherDirectoryWithLessMemoryAndSaysWhatItIs() throws Exception {
    assertThat(FILES.getFirst())
        .containsKeys("rt/lib/modules", "lib/garboard.jsa")
        .isEqualTo(FILES.getLast());
    assertThat(DIGESTS.getFirst()).startsWith("sha256:").isEqualTo(DIGESTS.getLast());
    assertThat(packaged.config())
        .contains("io.buildpacks.buildpackage.metadata")
        .contains("io.buildpacks.buildpack.layers")
        .contains("garboard/python", "layerDiffID");
  }

  @Test
  @Order(2)
  void buildsAndStartsFromNothing() throws Exception {
    RealLifecycle.Run cold = lifecycle.build(APP, RUN);
    assertThat(cold.added()).contains("python", "environment").hasSizeGreaterThan(5);
    assertThat(lifecycle.start(APP, "python", "-c", program("")))
        .isEqualTo("0.1.0 1002 first /layers/garboard_python/environment/venv\n");
    String script = "import os; os.execvp('uvicorn', ['uvicorn', '--version'])";
    assertThat(lifecycle.start(APP, "python", "-c", script)).startsWith("Running uvicorn");
  }

  /// The same lockfile, base and settings through the command.
  @Test
  @Order(3)
  void holdsTheFilesOfTheCommandsImage() throws Exception {
    Path image = work.resolve("command-image");
    packaged.garboard(
        "build",
        Checkout.root().resolve("examples/fastapi").toString(),
        "--base=debian:13",
        "--platform=linux/amd64",
        "--to=oci:" + image + ":app");
    Path unpacked = work.resolve("command-unpacked");
    RealLifecycle.execute("umoci", "unpack", "--image", image + ":app", unpacked.toString());
    LinkedHashMap<String, String> places = new LinkedHashMap<>();
    places.put("/layers/garboard_python/environment/venv", "/opt/venv");
    places.put("/layers/garboard_python/python/python/usr/bin", "/usr/bin");
    places.put("/workspace", "/app");
    Path rootfs = lifecycle.unpack(APP);
    assertThat(
            EnvironmentFiles.of(rootfs.resolve("layers/garboard_python/environment/venv"), places))
        .hasSizeGreaterThan(1000)
        .isEqualTo(EnvironmentFiles.of(unpacked.resolve("rootfs/opt/venv"), places));
  }

  @Test
  @Order(4)
  void movesNothingWhenNothingChanged() throws Exception {
    RealLifecycle.Run first = lifecycle.build(APP, RUN);
    RealLifecycle.Run again = lifecycle.build(APP, RUN);
    assertThat(again.added()).isEmpty();
    assertThat(again.log()).contains("0 wheels opened, 0 bytes downloaded");
    assertThat(again.digest()).isEqualTo(first.digest());
  }

  @Test
  @Order(5)
  void movesTheSourceAloneWhenALineChanged() throws Exception {
    Path module = lifecycle.application().resolve("src/harbour/app.py");
    Files.writeString(module, Files.readString(module) + "\nCHANGED = True\n");
    RealLifecycle.Run source = lifecycle.build(APP, RUN);
    assertThat(source.added()).isEmpty();
    assertThat(source.log()).contains("lockfile, project files and settings are the same");
    assertThat(
            lifecycle.start(APP, "python", "-c", "import harbour.app; print(harbour.app.CHANGED)"))
        .isEqualTo("True\n");
  }

  @Test
  @Order(6)
  void givesEqualLayersToAnotherUserUmaskZoneAndDirectoryWithoutAPreviousImage() throws Exception {
    Path elsewhere = Files.createDirectories(work.resolve("else where/tmp"));
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(
        work.resolve("else where"), PosixFilePermissions.fromString("rwxr-xr-x"));
    lifecycle
        .phases("BUILD_USER", "1004")
        .phases("BUILD_UMASK", "077")
        .phases("TZ", "Pacific/Apia")
        .user("TMPDIR", elsewhere.toString())
        .user("BP_GARBOARD_CACHE", "");
    RealLifecycle.Run run = lifecycle.build("other:latest", RUN);
    lifecycle
        .phases("BUILD_USER", "1001")
        .phases("BUILD_UMASK", "022")
        .phases("TZ", "UTC")
        .user("TMPDIR", "/tmp")
        .user("BP_GARBOARD_CACHE", cache);
    assertThat(run.added()).contains("python", "environment");
    assertThat(lifecycle.diffIds("other:latest")).isEqualTo(lifecycle.diffIds(APP));
  }

  @Test
  @Order(7)
  void movesOneBucketAndTheLinksWhenAPackageIsBumped() throws Exception {
    Path lock = lifecycle.application().resolve("uv.lock");
    String before = Files.readString(lock);
    int start = before.indexOf("name = \"click\"");
    int end = before.indexOf("[[package]]", start);
    Files.writeString(
        lock,
        before.substring(0, start)
            + """
            name = "click"
            version = "8.5.0"
            source = { registry = "https://pypi.org/simple" }
            wheels = [
                { url = "https://files.pythonhosted.org/packages/58/50/6c0d534c5f134586a8e1ba4e330569e32f057e33372ae556463212fb4cd3/click-8.5.0-py3-none-any.whl", hash = "sha256:255bc9599cf7748b4b1a446ccc735421bd08a2ae529a8b88597d3de5664ee360" },
            ]

            """
            + before.substring(end));
    RealLifecycle.Run bump = lifecycle.build(APP, RUN);
    assertThat(bump.log()).contains("click 8.5.1 → 8.5.0");
    assertThat(bump.added()).hasSize(2).contains("environment").doesNotContain("python");
    String version = "from importlib.metadata import version; print(version('click'))";
    assertThat(lifecycle.start(APP, "python", "-c", version)).isEqualTo("8.5.0\n");
  }

  /// Debian's stable releases have one patch release each: here the lock calls the same files
  /// another one. No layer of distributions is made anew.
  @Test
  @Order(8)
  void makesTheInterpreterAndTheLinksWhenThePatchReleaseChanged() throws Exception {
    String pins = lifecycle.metadata(APP, "python").getOrDefault("pins", "").toString();
    Files.writeString(
        lifecycle.application().resolve("garboard.lock"),
        pins.lines()
            .map(line -> line.startsWith("path") ? line : line.replace("3.13.5-", "3.13.4-"))
            .reduce("", (text, line) -> text + line + "\n"));
    RealLifecycle.Run patch = lifecycle.build(APP, RUN);
    assertThat(patch.log()).contains("Python 3.13.4", "python 3.13.5 → 3.13.4");
    // The interpreter's layer was made; as its bytes are those of before it does not move.
    assertThat(patch.log()).contains("Python 3.13.4 of debian:13: made");
    assertThat(patch.added()).containsExactly("environment");
    assertThat(lifecycle.start(APP, "python", "-c", "import fastapi; print('runs')"))
        .isEqualTo("runs\n");
    Files.delete(lifecycle.application().resolve("garboard.lock"));
  }

  @Test
  @Order(9)
  void movesNothingButTheRunImageWhenRebased() throws Exception {
    lifecycle.pushRunImage(RUN, "amd64", "second");
    lifecycle.rebase(APP);
    assertThat(lifecycle.start(APP, "python", "-c", program("; import harbour.app")))
        .contains(" second ");
  }

  @Test
  @Order(10)
  void makesEverythingForAnotherArchitectureAtTheSameName() throws Exception {
    SortedMap<String, String> before = new TreeMap<>(lifecycle.diffIds(APP));
    lifecycle.pushRunImage(RUN, "arm64", "foreign");
    RealLifecycle.Run run = lifecycle.build(APP, RUN);
    assertThat(run.log()).contains("target linux/amd64 → linux/arm64", "on linux/arm64");
    // Layers without compiled code are made, too; as their bytes are those of before they stay.
    assertThat(run.added()).contains("python", "environment").hasSizeGreaterThan(4);
    assertThat(lifecycle.diffIds(APP).get("python")).isNotEqualTo(before.get("python"));
    Path python = lifecycle.unpack(APP).resolve("layers/garboard_python/python/python/usr/bin");
    // Byte 18 of an ELF file names the machine: 183 is aarch64.
    assertThat(Files.readAllBytes(python.resolve("python3.13"))[18]).isEqualTo((byte) 183);
  }

  /// Each distribution lies in a layer of its own: what one loads from another goes through links.
  /// Those of pyarrow have a `DT_RUNPATH`, for which the loader asks the system, and the run image
  /// has no C library: they are satisfied by what the interpreter has loaded.
  @Test
  @Order(11)
  void distributionsLoadEachOthersLibrariesAcrossLayers() throws Exception {
    Path project = Checkout.root().resolve("benchmarks/compare/projects/scientific");
    for (String file : List.of("pyproject.toml", "uv.lock")) {
      Files.copy(
          project.resolve(file),
          lifecycle.application().resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    lifecycle.pushRunImage(RUN, "amd64", "scientific");
    lifecycle.user("BP_GARBOARD_BYTECODE", "false");
    RealLifecycle.Run run = lifecycle.build("scientific:latest", RUN);
    assertThat(run.added()).hasSizeGreaterThan(8);
    String program =
        """
        import numpy, scipy.linalg
        from importlib.metadata import distribution
        print(scipy.linalg.inv(numpy.eye(2) * 2).sum())
        print(len(distribution('numpy').files) > 500)
        """;
    assertThat(lifecycle.start("scientific:latest", "python", "-c", program))
        .isEqualTo("1.0\nTrue\n");
    String arrow =
        """
        import subprocess, sys
        import pyarrow, pyarrow.compute, pyarrow.dataset, pyarrow.flight
        print(pyarrow.compute.sum(pyarrow.array([1, 2])), sys.flags.isolated, flush=True)
        if not sys.flags.isolated:
            subprocess.run([sys.executable, '-I', '-c', sys.orig_argv[2]], check=True, env={})
        """;
    assertThat(lifecycle.start("scientific:latest", "python", "-c", arrow)).isEqualTo("3 0\n3 1\n");
  }
}

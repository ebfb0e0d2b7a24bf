package dev.garboard.buildpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.buildpack.lifecycle.BuildpackDirectory;
import dev.garboard.requirement.Checkout;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The upstream lifecycle, whose programs `LIFECYCLE_HOME` holds, on a registry of this machine.
/// The run image has neither a Python nor a C library nor a shell: all comes from the layers.
@RequiresTool({"docker-registry", "skopeo", "umoci", "setpriv", "unshare"})
@RequiresNetwork
final class RealLifecycleTest {
  private static final Pattern DIGEST = Pattern.compile("digest = \"(sha256:[0-9a-f]{64})\"");
  private static final long START_MILLIS = 10_000;

  @TempDir Path work;
  private Process registry = idle();
  private String address = "";

  private static Process idle() {
    try {
      return new ProcessBuilder("true").start();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void prepare() throws Exception {
    String home = System.getenv().getOrDefault("LIFECYCLE_HOME", "");
    boolean there = Files.isExecutable(Path.of(home, "exporter"));
    if ("1".equals(System.getenv("GARBOARD_REQUIRE_ENGINES"))) {
      assertThat(there).as("LIFECYCLE_HOME holds the lifecycle").isTrue();
    }
    Assumptions.assumeTrue(there, "LIFECYCLE_HOME does not hold the lifecycle");
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "not root");
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
    // The build's user may not look into the directory of the one who installed it.
    execute("cp", "-R", home, work.resolve("lifecycle").toString());
    BuildpackDirectory.make(Files.createDirectories(work.resolve("bps")));
    BuildpackDirectory.copy(Checkout.root().resolve("examples/fastapi"), work.resolve("app"));
    Files.createDirectories(work.resolve("platform/env"));
    startRegistry();
    pushRunImage("run:1", "first");
  }

  private void startRegistry() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    address = "127.0.0.1:" + port;
    Path config = work.resolve("registry.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        storage:
          filesystem:
            rootdirectory: %s
        http:
          addr: %s
        """
            .formatted(work.resolve("registry"), address));
    registry =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("registry.log").toFile())
            .start();
    for (long waited = 0; waited < START_MILLIS; waited += 100) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (java.io.IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException("the registry does not answer");
  }

  @AfterEach
  void stop() throws Exception {
    registry.destroy();
    registry.waitFor();
  }

  /// A few files and no program.
  private void pushRunImage(String name, String marker) throws Exception {
    Path layout = work.resolve("run-" + marker);
    String image = layout + ":latest";
    Path bundle = work.resolve("bundle-" + marker);
    execute("umoci", "init", "--layout", layout.toString());
    execute("umoci", "new", "--image", image);
    execute("umoci", "unpack", "--image", image, bundle.toString());
    Path etc = Files.createDirectories(bundle.resolve("rootfs/etc"));
    Files.writeString(etc.resolve("passwd"), "app:x:1002:1000::/nonexistent:/nonexistent\n");
    Files.writeString(etc.resolve("marker"), marker);
    execute("umoci", "repack", "--image", image, bundle.toString());
    execute(
        "umoci",
        "config",
        "--image",
        image,
        "--os",
        "linux",
        "--architecture",
        "amd64",
        "--config.user",
        "1002:1000",
        "--config.env",
        "PATH=/usr/bin:/bin",
        "--config.label",
        "io.buildpacks.base.distro.name=debian",
        "--config.label",
        "io.buildpacks.base.distro.version=13",
        "--config.label",
        "io.buildpacks.rebasable=true");
    // Schema 2: after a rebase the lifecycle writes that, whatever the base was.
    execute(
        "skopeo",
        "copy",
        "-q",
        "--format",
        "v2s2",
        "--dest-tls-verify=false",
        "oci:" + image,
        "docker://" + address + "/" + name);
  }

  private String build() throws Exception {
    return inNamespace(
        Map.of(
            "LIFECYCLE_HOME",
            work.resolve("lifecycle").toString(),
            "W",
            work.toString(),
            "REGISTRY",
            address,
            "IMAGE",
            "app:latest",
            "RUN",
            "run:1"),
        List.of(script("run-phases.sh")));
  }

  private String start(String process, String... arguments) throws Exception {
    Path unpacked = work.resolve("unpacked-" + System.nanoTime());
    String image = unpacked + "-layout:app";
    execute(
        "skopeo",
        "copy",
        "-q",
        "--src-tls-verify=false",
        "docker://" + address + "/app:latest",
        "oci:" + image);
    execute("umoci", "unpack", "--image", image, unpacked.toString());
    List<String> command = new ArrayList<>();
    command.add(script("start-image.sh"));
    command.add(unpacked.resolve("rootfs").toString());
    command.add(process);
    command.addAll(List.of(arguments));
    return inNamespace(Map.of(), command);
  }

  private static String script(String name) {
    return Checkout.root()
        .resolve("buildpack/src/test/resources/lifecycle")
        .resolve(name)
        .toString();
  }

  private static String inNamespace(Map<String, String> variables, List<String> command)
      throws Exception {
    List<String> all = new ArrayList<>(List.of("unshare", "--mount"));
    all.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.environment().putAll(variables);
    return execute(builder);
  }

  private static String execute(String... command) throws Exception {
    return execute(new ProcessBuilder(command));
  }

  private static String execute(ProcessBuilder builder) throws Exception {
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", builder.command(), output).isZero();
    return output;
  }

  private static String digest(String log) {
    Matcher matcher = DIGEST.matcher(log);
    assertThat(matcher.find()).as(log).isTrue();
    return matcher.group(1);
  }

  private static List<String> added(String log) {
    return log.lines().filter(line -> line.startsWith("Adding layer 'garboard/python:")).toList();
  }

  @Test
  void reusesWhatTheRegistryHasAndRunsAfterARebase() throws Exception {
    String cold = build();
    assertThat(added(cold)).hasSizeGreaterThan(5);
    String program =
        "import fastapi, harbour, pydantic_core, ssl, sys, os; "
            + "from importlib.metadata import version; "
            + "print(version('harbour'), os.getuid(), open('/etc/marker').read(), sys.prefix)";
    assertThat(start("python", "-c", program))
        .isEqualTo("0.1.0 1002 first /layers/garboard_python/environment/venv\n");

    String unchanged = build();
    assertThat(added(unchanged)).isEmpty();
    assertThat(unchanged).contains("0 wheels opened, 0 bytes downloaded");
    assertThat(digest(unchanged)).isEqualTo(digest(cold));

    Path module = work.resolve("app/src/harbour/app.py");
    Files.writeString(module, Files.readString(module) + "\nCHANGED = True\n");
    String source = build();
    assertThat(added(source)).isEmpty();
    assertThat(source).contains("lockfile, project files and settings are the same");
    assertThat(digest(source)).isNotEqualTo(digest(cold));

    pushRunImage("run:1", "second");
    Path report = Files.createDirectories(work.resolve("out")).resolve("rebase.toml");
    execute("chown", "-R", "1001:1001", work.resolve("out").toString());
    ProcessBuilder rebase =
        new ProcessBuilder(
            work.resolve("lifecycle/rebaser").toString(),
            "-uid",
            "1001",
            "-gid",
            "1001",
            "-report",
            report.toString(),
            address + "/app:latest");
    rebase.environment().put("CNB_PLATFORM_API", "0.15");
    execute(rebase);
    assertThat(start("python", "-c", program + "; import harbour.app; print(harbour.app.CHANGED)"))
        .contains(" second ")
        .endsWith("True\n");
  }
}

package dev.garboard.buildpack.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.requirement.Checkout;
import java.io.IOException;
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
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The upstream lifecycle, whose programs `LIFECYCLE_HOME` holds, on a registry of this machine.
/// Its run images have neither a Python nor a C library nor a shell: all comes from the layers.
public final class RealLifecycle implements AutoCloseable {
  private static final long START_MILLIS = 10_000;
  private static final String PREFIX = "Adding layer 'garboard/python:";

  private final Path work;
  private final Path application;
  private final String address;
  private final Process registry;
  private final Map<String, String> variables = new TreeMap<>();
  private int starts;

  /// What the phases print.
  public record Run(String log) {
    /// The layers of the buildpack that the exporter had to take the contents of.
    public List<String> added() {
      return log.lines()
          .filter(line -> line.startsWith(PREFIX))
          .map(line -> line.substring(PREFIX.length(), line.length() - 1))
          .toList();
    }

    /// The digest of the image.
    public String digest() {
      String text = log.substring(log.indexOf("digest = \"") + 10);
      return text.substring(0, text.indexOf('"'));
    }
  }

  /// Starts the registry.
  ///
  /// @param work an empty directory
  /// @param buildpacks as the lifecycle wants them, `ID/VERSION`
  public RealLifecycle(Path work, Path buildpacks, Path project) throws Exception {
    this.work = work;
    this.application = work.resolve("app");
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
    // The build's user may not look into the directory of the one who installed it.
    execute("cp", "-R", System.getenv("LIFECYCLE_HOME"), work.resolve("lifecycle").toString());
    Files.createSymbolicLink(work.resolve("bps"), buildpacks);
    BuildpackDirectory.copy(project, application);
    Files.createDirectories(work.resolve("platform/env"));
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    this.address = "127.0.0.1:" + port;
    this.registry = startRegistry(port);
  }

  private Process startRegistry(int port) throws Exception {
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
    Process process =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("registry.log").toFile())
            .start();
    for (long waited = 0; waited < START_MILLIS; waited += 100) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return process;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    process.destroy();
    throw new IllegalStateException("the registry does not answer");
  }

  @Override
  public void close() {
    registry.destroy();
    registry.onExit().join();
  }

  /// The application's directory.
  public Path application() {
    return application;
  }

  /// Sets a variable of the platform's user.
  public RealLifecycle user(String name, String value) throws IOException {
    Files.writeString(work.resolve("platform/env").resolve(name), value);
    return this;
  }

  /// Sets a variable of `run-phases.sh`.
  public RealLifecycle phases(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /// Pushes a run image of a few files and no program.
  public void pushRunImage(String name, String architecture, String marker) throws Exception {
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
    List<String> config = new ArrayList<>(List.of("umoci", "config", "--image", image));
    config.addAll(List.of("--os", "linux", "--architecture", architecture));
    config.addAll(List.of("--config.user", "1002:1000", "--config.env", "PATH=/usr/bin:/bin"));
    for (String label :
        List.of("base.distro.name=debian", "base.distro.version=13", "rebasable=true")) {
      config.addAll(List.of("--config.label", "io.buildpacks." + label));
    }
    execute(config.toArray(String[]::new));
    // Schema 2: after a rebase the lifecycle writes that, whatever the base was.
    List<String> copy = new ArrayList<>(List.of("skopeo", "copy", "-q", "--format", "v2s2"));
    copy.addAll(
        List.of("--dest-tls-verify=false", "oci:" + image, "docker://" + address + "/" + name));
    execute(copy.toArray(String[]::new));
  }

  /// Runs the five phases.
  public Run build(String image, String run) throws Exception {
    Map<String, String> all = new TreeMap<>(variables);
    all.put("LIFECYCLE_HOME", work.resolve("lifecycle").toString());
    all.put("W", work.toString());
    all.put("REGISTRY", address);
    all.put("IMAGE", image);
    all.put("RUN", run);
    return new Run(inNamespace(all, List.of(script("run-phases.sh"))));
  }

  /// Puts the image's layers upon the run image as it is now.
  public void rebase(String image) throws Exception {
    Path report = Files.createDirectories(work.resolve("out")).resolve("rebase.toml");
    execute("chown", "-R", "1001:1001", work.resolve("out").toString());
    List<String> command = new ArrayList<>();
    command.add(work.resolve("lifecycle/rebaser").toString());
    command.addAll(List.of("-uid", "1001", "-gid", "1001", "-report", report.toString()));
    command.add(address + "/" + image);
    ProcessBuilder rebase = new ProcessBuilder(command);
    rebase.environment().put("CNB_PLATFORM_API", "0.15");
    execute(rebase);
  }

  /// Starts a process of the image through the launcher, as uid 1002 on a root that cannot be
  /// written.
  public String start(String image, String process, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(script("start-image.sh"));
    command.add(unpack(image).toString());
    command.add(process);
    command.addAll(List.of(arguments));
    return inNamespace(Map.of(), command);
  }

  /// The image's files.
  public Path unpack(String image) throws Exception {
    Path unpacked = work.resolve("unpacked-" + starts++);
    String layout = unpacked + "-layout:app";
    execute(
        "skopeo",
        "copy",
        "-q",
        "--src-tls-verify=false",
        "docker://" + address + "/" + image,
        "oci:" + layout);
    execute("umoci", "unpack", "--image", layout, unpacked.toString());
    return unpacked.resolve("rootfs");
  }

  /// Each layer's diffID.
  public SortedMap<String, String> diffIds(String image) throws Exception {
    SortedMap<String, String> diffIds = new TreeMap<>();
    layers(image)
        .forEach((name, layer) ->
            diffIds.put(name, String.valueOf(object(layer).getOrDefault("sha", ""))));
    return diffIds;
  }

  /// A layer's metadata.
  public Map<String, Object> metadata(String image, String layer) throws Exception {
    return object(layers(image).getOrDefault(layer, Map.of()), "data");
  }

  /// What the image's label says of the buildpack's layers, by name.
  private Map<String, Object> layers(String image) throws Exception {
    String config =
        execute(
            "skopeo",
            "inspect",
            "--config",
            "--tls-verify=false",
            "docker://" + address + "/" + image);
    Map<String, Object> labels = object(object(parse(config), "config"), "Labels");
    Object metadata = parse(String.valueOf(labels.get("io.buildpacks.lifecycle.metadata")));
    List<?> buildpacks = (List<?>) object(metadata).getOrDefault("buildpacks", List.of());
    return object(buildpacks.getFirst(), "layers");
  }

  /// JSON is YAML.
  private static Object parse(String json) {
    return new Load(LoadSettings.builder().setCodePointLimit(1 << 24).build()).loadFromString(json);
  }

  private static Map<String, Object> object(Object value) {
    Map<String, Object> object = new TreeMap<>();
    ((Map<?, ?>) value).forEach((key, each) -> object.put(String.valueOf(key), each));
    return object;
  }

  private static Map<String, Object> object(Object parent, String key) {
    return object(object(parent).getOrDefault(key, Map.of()));
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

  /// Runs a program that has to succeed.
  public static String execute(String... command) throws Exception {
    return execute(new ProcessBuilder(command));
  }

  static String execute(ProcessBuilder builder) throws Exception {
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", builder.command(), output).isZero();
    return output;
  }
}

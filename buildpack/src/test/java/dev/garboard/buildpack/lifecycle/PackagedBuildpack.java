package dev.garboard.buildpack.lifecycle;

import static dev.garboard.buildpack.lifecycle.RealLifecycle.execute;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.requirement.Checkout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The buildpack as `buildpack/src/dist/package` makes it, of the classes of this build: a
/// directory with a runtime of its own, and the image of it.
public final class PackagedBuildpack {
  private final Path root;
  private final Path jars;
  private Path stage;

  /// Works in an empty directory.
  public PackagedBuildpack(Path root) throws Exception {
    this.root = root;
    this.jars = Files.createDirectories(root.resolve("jars"));
    this.stage = root.resolve("stage");
    BuildpackDirectory.jars(jars);
  }

  /// Makes the directory, in one of this name, and the image of it, as on a machine with so much
  /// memory.
  ///
  /// @return the image's digest
  public String pack(String name, String memory) throws Exception {
    stage = root.resolve(name);
    Files.createDirectories(stage.getParent());
    ProcessBuilder builder =
        new ProcessBuilder(
            Checkout.root().resolve("buildpack/src/dist/stage").toString(),
            System.getProperty("java.home"),
            stage.toString(),
            jars.toString());
    builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:MaxRAM=" + memory);
    execute(builder);
    Restore.clear(root.resolve("image"));
    return garboard(
            "package",
            "buildpack",
            "--root=linux/amd64=" + stage,
            "--to=oci:" + root.resolve("image") + ":latest")
        .strip();
  }

  /// The digests of the directory's files by path.
  public SortedMap<String, String> files() throws Exception {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(stage)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(stage.relativize(path).toString(), Hashing.sha256(Content.of(path)).toString());
      }
    }
    return files;
  }

  /// The image's files below `/cnb/buildpacks`, as a platform unpacks them.
  public Path unpack() throws Exception {
    Path unpacked = root.resolve("unpacked");
    execute("umoci", "unpack", "--image", root.resolve("image") + ":latest", unpacked.toString());
    // The directories above the image's own are the unpacking user's alone.
    BuildpackDirectory.open(unpacked);
    return unpacked.resolve("rootfs/cnb/buildpacks");
  }

  /// The configuration of the image.
  public String config() throws Exception {
    return execute("skopeo", "inspect", "--config", "oci:" + root.resolve("image") + ":latest");
  }

  /// Runs the command, with a cache of its own.
  public String garboard(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("dev.garboard.cli.Main");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("GARBOARD_CACHE_DIR", root.resolve("cache").toString());
    builder.redirectError(root.resolve("garboard.log").toFile());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(root.resolve("garboard.log")));
    }
    return output;
  }
}

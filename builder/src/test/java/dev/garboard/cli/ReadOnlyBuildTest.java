package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.engine.Command;
import dev.garboard.engine.PodmanEngine;
import dev.garboard.requirement.Checkout;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `examples/readonly-build`: `garboard sync` as a step of a container build, with the project as a
/// read-only bind mount.
@Tag("engine")
@RequiresNetwork
@RequiresTool({"podman", "runc", "mmdebstrap", "python3"})
class ReadOnlyBuildTest {
  @TempDir Path directory;

  @Test
  void theEnvironmentIsMadeFromAMountThatCannotBeWritten() throws Exception {
    Path example = Checkout.root().resolve("examples/readonly-build");
    // The build has no network: the store is filled before, as a cache mount keeps it.
    SyncProject host = new SyncProject(directory).onTheNetwork();
    SyncProject.Result filled =
        host.runIn(example, "sync", "--venv", host.root.resolve("host").toString(), "--frozen");
    assertThat(filled.exit()).as(filled.err()).isZero();
    Path file = host.root.resolve("Containerfile");
    String text = Files.readString(example.resolve("Containerfile"));
    String mounted = text.replace("    --mount=type=cache,target=/var/cache/garboard \\\n", "");
    assertThat(mounted).isNotEqualTo(text).contains("--mount=type=bind,target=/src,ro");
    Files.writeString(file, mounted);

    try (PodmanEngine podman = PodmanEngine.start()) {
      String base = podman.load(HarbourImage.base());
      List<String> build = new ArrayList<>(podman.client());
      build.addAll(List.of("build", "--network=none", "--squash-all", "--tag", "keel"));
      build.addAll(List.of("--build-arg", "BASE=" + base, "--file", file.toString()));
      build.addAll(List.of("--build-context", "garboard=" + program(host.root.resolve("program"))));
      build.addAll(List.of("--build-context", "jdk=" + System.getProperty("java.home")));
      build.addAll(List.of("--volume", host.root.resolve("cache") + ":/var/cache/garboard"));
      build.add(example.toString());
      Command.run(build).success();
      assertThat(podman.run("keel", List.of("--network", "none")).success())
          .startsWith("keel with idna 3.");
      assertThat(
              podman
                  .run(
                      "keel",
                      List.of("--network", "none"),
                      "python",
                      "-c",
                      "import keel, sys; print(sys.prefix, keel.__file__)")
                  .success())
          .startsWith("/opt/venv /opt/venv/lib/python3.13/site-packages/keel/");
    }
  }

  /// This build's classes as a directory of jars.
  private static Path program(Path directory) throws Exception {
    Files.createDirectories(directory);
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    int number = 0;
    for (String place : classPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(place);
      number++;
      if (!place.isEmpty() && Files.isDirectory(path)) {
        String file = directory.resolve(number + ".jar").toString();
        assertThat(jar.run(System.out, System.err, "cf", file, "-C", place, ".")).isZero();
      } else if (place.endsWith(".jar")) {
        Files.copy(path, directory.resolve(number + "-" + path.getFileName()));
      }
    }
    return directory;
  }
}

package dev.garboard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The fixtures themselves: a base from Debian packages runs under each engine.
@Tag("engine")
@RequiresNetwork
class EnginesTest {
  private static final String NAME = "garboard.test/base:1";

  @TempDir Path directory;

  private Path base() throws Exception {
    return DebianBase.dockerArchive(DebianBase.archive("trixie", "amd64"), NAME, directory);
  }

  @Test
  @RequiresTool({"dockerd", "docker", "skopeo", "mmdebstrap"})
  void dockerRunsABaseFromDebianPackages() throws Exception {
    try (DockerEngine docker = DockerEngine.start()) {
      assertThat(docker.load(base())).isEqualTo(NAME);
      runsPythonConfined(docker);
    }
  }

  @Test
  @RequiresTool({"podman", "runc", "skopeo", "mmdebstrap"})
  void podmanRunsABaseFromDebianPackages() throws Exception {
    try (PodmanEngine podman = PodmanEngine.start()) {
      assertThat(podman.load(base())).isEqualTo(NAME);
      runsPythonConfined(podman);
    }
  }

  private void runsPythonConfined(ContainerEngine engine) throws Exception {
    Path mounted =
        Files.createDirectory(directory.resolve("mounted " + engine.client().getFirst()));
    Files.writeString(
        mounted.resolve("hello.py"), "import os, sys; print(os.getuid(), sys.path[0])");
    List<String> options =
        Stream.concat(ContainerEngine.CONFINED.stream(), Stream.of("-v", mounted + ":/mounted:ro"))
            .toList();

    assertThat(engine.run(NAME, options, "python3", "-V").success()).startsWith("Python 3.13.");
    assertThat(engine.run(NAME, options, "python3", "/mounted/hello.py").success())
        .isEqualTo("65532 /mounted");
    var refused = engine.run(NAME, options, "python3", "-c", "open('/etc/x', 'w')");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("Read-only file system: '/etc/x'");
  }
}

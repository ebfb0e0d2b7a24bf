package dev.garboard.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Podman on a storage of its own, with runc, which also works where cgroups are not delegated.
public final class PodmanEngine implements ContainerEngine {
  private final Path directory;

  private PodmanEngine(Path directory) {
    this.directory = directory;
  }

  public static PodmanEngine start() throws IOException {
    return new PodmanEngine(Files.createTempDirectory("gb-podman"));
  }

  @Override
  public List<String> client() {
    return List.of(
        "podman",
        "--root=" + directory.resolve("root"),
        "--runroot=" + directory.resolve("run"),
        "--tmpdir=" + directory.resolve("tmp"),
        "--runtime=runc",
        "--events-backend=file",
        "--cgroup-manager=cgroupfs");
  }

  @Override
  public List<String> runOptions() {
    return List.of("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=4096:4096");
  }

  @Override
  public void close() {
    call("rm", "-a", "-f");
    call("rmi", "-a", "-f");
    Command.run(List.of("rm", "-rf", "--one-file-system", directory.toString()));
  }
}

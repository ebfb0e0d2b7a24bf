package dev.garboard.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A Docker daemon of our own: no bridge, no firewall rules, a Unix socket, and a data root that is
/// removed with it. Needs root and `dockerd` and `docker` on the `PATH`.
public final class DockerEngine implements ContainerEngine {
  private static final int MAX_POLLS = 600;

  private static @Nullable DockerEngine shared;

  private final Path directory;
  private final Process daemon;

  private DockerEngine(Path directory, Process daemon) {
    this.directory = directory;
    this.daemon = daemon;
  }

  public static DockerEngine start() throws IOException, InterruptedException {
    // Not below the module: a socket's path may have 107 bytes only.
    Path directory = Files.createTempDirectory("gb-docker");
    Process daemon =
        new ProcessBuilder(
                "dockerd",
                "--data-root=" + directory.resolve("data"),
                "--exec-root=" + directory.resolve("exec"),
                "--pidfile=" + directory.resolve("pid"),
                "--host=unix://" + directory.resolve("sock"),
                "--bridge=none",
                "--iptables=false",
                "--ip6tables=false")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    DockerEngine engine = new DockerEngine(directory, daemon);
    Runtime.getRuntime().addShutdownHook(new Thread(daemon::destroy));
    engine.awaitReady();
    return engine;
  }

  private void awaitReady() throws IOException, InterruptedException {
    for (int poll = 0; poll < MAX_POLLS && daemon.isAlive(); poll++) {
      if (call("version").exit() == 0) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    String log = Files.readString(directory.resolve("log"));
    close();
    throw new IllegalStateException("dockerd did not start:\n" + log);
  }

  /// The value for `DOCKER_HOST`.
  public String host() {
    return "unix://" + directory.resolve("sock");
  }

  /// The daemon that Testcontainers uses, which knows one for each JVM: started once, stopped with
  /// the JVM. The environment that Testcontainers also needs is set in the module's build.
  public static synchronized DockerEngine forTestcontainers()
      throws IOException, InterruptedException {
    if (shared == null) {
      DockerEngine engine = start();
      System.setProperty("DOCKER_HOST", engine.host());
      Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
      shared = engine;
    }
    return shared;
  }

  @Override
  public List<String> client() {
    return List.of("docker", "-H", host());
  }

  @Override
  public List<String> runOptions() {
    return List.of();
  }

  @Override
  public void close() {
    daemon.destroy();
    Command.end(daemon, 30);
    Command.run(List.of("rm", "-rf", "--one-file-system", directory.toString()));
  }
}

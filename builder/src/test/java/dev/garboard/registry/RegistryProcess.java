package dev.garboard.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A registry that runs as a child process on loopback.
public final class RegistryProcess implements AutoCloseable {

  private final Process process;
  private final int port;

  private RegistryProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Debian's registry (distribution), with more sections in its configuration.
  public static RegistryProcess distribution(Path directory, String... sections)
      throws IOException, InterruptedException {
    int port = freePort();
    String http =
        """
        version: 0.1
        log: {level: error, accesslog: {disabled: true}}
        storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
        http:
          addr: 127.0.0.1:%d
        """
            .formatted(directory.resolve("data"), port);
    Path config = directory.resolve("config.yml");
    Files.writeString(config, http + String.join("", sections));
    return start(directory, port, "docker-registry", "serve", config.toString());
  }

  /// The registry of go-containerregistry.
  public static RegistryProcess crane(Path directory) throws IOException, InterruptedException {
    int port = freePort();
    return start(
        directory,
        port,
        "crane",
        "registry",
        "serve",
        "--address",
        "127.0.0.1:" + port,
        "--disk",
        Files.createDirectories(directory.resolve("blobs")).toString());
  }

  /// The registry of go-containerregistry with its referrers API, in memory.
  public static RegistryProcess referrers(Path directory) throws IOException, InterruptedException {
    int port = freePort();
    return start(directory, port, "referrers-registry", "--address", "127.0.0.1:" + port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static RegistryProcess start(Path directory, int port, String... command)
      throws IOException, InterruptedException {
    Path log = directory.resolve("registry.log");
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    for (int i = 0; i < 400; i++) {
      if (answers(port)) {
        return new RegistryProcess(process, port);
      }
      if (!process.isAlive()) {
        break;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    process.destroyForcibly();
    throw new IOException(String.join(" ", command) + ": " + Files.readString(log));
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// Host and port, as in references.
  public String host() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

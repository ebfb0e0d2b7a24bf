package dev.garboard.cli;

import dev.garboard.engine.ContainerEngine;
import dev.garboard.engine.DebianBase;
import dev.garboard.engine.DockerEngine;
import dev.garboard.engine.PodmanEngine;
import dev.garboard.requirement.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// The image of `examples/fastapi` on a Debian base, built once for all tests, and engines that
/// have loaded it. Ended with the last test of the run.
final class HarbourImage implements AutoCloseable {

  /// What the image is called in the engines.
  static final String NAME = "garboard.test/harbour:1";

  private final Path directory;
  private @Nullable DockerEngine docker;
  private @Nullable PodmanEngine podman;

  private HarbourImage(Path directory) {
    this.directory = directory;
  }

  private static HarbourImage build() {
    try {
      HarbourImage image = new HarbourImage(Files.createTempDirectory("gb-harbour"));
      CommandRun.on(image.store())
          .run(
              "build",
              project().toString(),
              "--base",
              "oci-archive:" + base(),
              "--tag",
              NAME,
              "--to",
              "oci-archive:" + image.archive(),
              "--to",
              "docker-archive:" + image.dockerArchive(),
              "--digest-file",
              image.directory.resolve("digest").toString())
          .success();
      return image;
    } catch (IOException e) {
      throw new IllegalStateException("the image of the example", e);
    }
  }

  static Path project() {
    return Checkout.root().resolve("examples/fastapi");
  }

  static Path base() throws IOException {
    return DebianBase.archive("trixie", "amd64");
  }

  /// A store that holds every wheel.
  Path store() {
    return directory.resolve("store");
  }

  Path archive() {
    return directory.resolve("app.tar");
  }

  Path dockerArchive() {
    return directory.resolve("app.docker.tar");
  }

  String digest() throws IOException {
    return Files.readString(directory.resolve("digest")).strip();
  }

  /// An engine that holds the image, from the archive that is its own, under [#NAME].
  synchronized DockerEngine docker() throws IOException, InterruptedException {
    if (docker == null) {
      docker = DockerEngine.forTestcontainers();
      docker.load(dockerArchive());
    }
    return docker;
  }

  /// The same from the OCI archive.
  synchronized PodmanEngine podman() throws IOException {
    if (podman == null) {
      podman = PodmanEngine.start();
      podman.load(archive());
    }
    return podman;
  }

  ContainerEngine engine(String name) throws IOException, InterruptedException {
    return name.equals("docker") ? docker() : podman();
  }

  @Override
  public synchronized void close() throws IOException {
    if (podman != null) {
      podman.close();
    }
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// Hands the one image of this test run to tests that ask for it.
  static final class Shared implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == HarbourImage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(HarbourImage.class))
          .computeIfAbsent(HarbourImage.class, _ -> build(), HarbourImage.class);
    }
  }
}

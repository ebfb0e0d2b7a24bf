package dev.garboard.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.image.Image;
import dev.garboard.image.ImageSettings;
import dev.garboard.image.TestImages;
import dev.garboard.oci.ImageFormat;
import dev.garboard.oci.ImageReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tools that others wrote read what we publish.
@Tag("engine")
class AcceptanceTest {

  private static final Map<String, String> NO_ENV = Map.of();

  @TempDir Path dir;

  private static Image image(ImageFormat format) {
    ImageSettings settings = TestImages.settings();
    return TestImages.onScratch(
        new ImageSettings(
            format,
            settings.created(),
            settings.environment(),
            settings.launch(),
            settings.metadata()));
  }

  private Path archive(ImageFormat format) throws Exception {
    Path file = dir.resolve("app.tar");
    ImageReference name = ImageReference.parse("garboard.test/app:1");
    ArchiveDestination.of(new DestinationSpec.OciArchive(file, "1", name)).publish(image(format));
    return file;
  }

  private Path layout() throws Exception {
    Path layout = dir.resolve("layout");
    ImageReference name = ImageReference.parse("garboard.test/app:1");
    LayoutDestination.of(new DestinationSpec.OciLayout(layout, "1", name))
        .publish(image(ImageFormat.OCI));
    return layout;
  }

  private String run(String... command) throws Exception {
    return EngineTools.run(NO_ENV, dir, command);
  }

  @ParameterizedTest
  @EnumSource
  void skopeoReadsTheArchiveThroughBothTransports(ImageFormat format) throws Exception {
    EngineTools.require("skopeo");
    Path file = archive(format);
    String digest = image(format).descriptor().digest().toString();
    assertThat(run("skopeo", "inspect", "oci-archive:" + file)).contains("\"Digest\": \"" + digest);
    assertThat(run("skopeo", "inspect", "docker-archive:" + file))
        .contains("VIRTUAL_ENV=/opt/venv");
    for (String transport : List.of("oci-archive:", "docker-archive:")) {
      run("skopeo", "copy", transport + file, "dir:" + dir.resolve("copy-" + transport.length()));
    }
  }

  @Test
  void skopeoReadsTheLayout() throws Exception {
    EngineTools.require("skopeo");
    assertThat(run("skopeo", "inspect", "oci:" + layout() + ":1"))
        .contains("\"Digest\": \"" + image(ImageFormat.OCI).descriptor().digest());
  }

  @Test
  void umociUnpacksTheLayout() throws Exception {
    EngineTools.require("umoci");
    Path bundle = dir.resolve("bundle");
    run("umoci", "unpack", "--rootless", "--image", layout() + ":1", bundle.toString());
    assertThat(bundle.resolve("rootfs/app/main.py")).hasContent("print('hello')\n");
  }

  @ParameterizedTest
  @EnumSource
  void dockerLoadsTheImage(ImageFormat format) throws Exception {
    EngineTools.require("dockerd", "docker");
    EngineTools.requireRoot();
    Path home = Files.createTempDirectory("gd");
    Process daemon = dockerd(home);
    try {
      String host = "unix://" + home.resolve("sock");
      waitFor(host);
      Map<String, String> env = Map.of("DOCKER_HOST", host);
      EngineTools.run(env, dir, "docker", "load", "-i", archive(format).toString());
      assertThat(EngineTools.run(env, dir, "docker", "inspect", "garboard.test/app:1"))
          .contains("\"User\": \"65532:65532\"", "VIRTUAL_ENV=/opt/venv");
      DestinationSpec.Engine spec =
          new DestinationSpec.Engine(ImageReference.parse("garboard.test/streamed:2"));
      Published published =
          new EngineDestination(
                  spec, List.of(EngineDestination.Engine.docker(List.of("docker", "-H", host))))
              .publish(image(format));
      assertThat(published.reference()).isEqualTo("garboard.test/streamed:2");
      EngineTools.run(env, dir, "docker", "inspect", "garboard.test/streamed:2");
    } finally {
      daemon.destroy();
      daemon.waitFor(60, TimeUnit.SECONDS);
      run("rm", "-rf", home.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void podmanLoadsTheImage(ImageFormat format) throws Exception {
    EngineTools.require("podman");
    Path home = Files.createTempDirectory("gp");
    List<String> podman =
        List.of(
            "podman",
            "--root=" + home.resolve("root"),
            "--runroot=" + home.resolve("run"),
            "--storage-driver=vfs",
            "--cgroup-manager=cgroupfs");
    try {
      Published published =
          new EngineDestination(
                  new DestinationSpec.Engine(ImageReference.parse("garboard.test/streamed:2")),
                  List.of(EngineDestination.Engine.podman(podman)))
              .publish(image(format));
      assertThat(published.descriptor()).isEqualTo(image(format).descriptor());
      run(with(podman, "load", "-i", archive(format).toString()));
      for (String name : List.of("garboard.test/app:1", "garboard.test/streamed:2")) {
        assertThat(run(with(podman, "image", "inspect", name))).contains("VIRTUAL_ENV=/opt/venv");
      }
    } finally {
      run("rm", "-rf", home.toString());
    }
  }

  @Test
  void saysWhichEnginesWereTried() throws Exception {
    EngineDestination destination =
        new EngineDestination(
            new DestinationSpec.Engine(ImageReference.parse("app:1")),
            List.of(
                EngineDestination.Engine.docker(List.of("no-such-docker")),
                EngineDestination.Engine.podman(List.of("false"))));
    DestinationException e =
        catchThrowableOfType(
            DestinationException.class, () -> destination.publish(image(ImageFormat.OCI)));
    assertThat(e.problems())
        .containsExactly(
            new DestinationProblem.NoEngine("app:1", List.of("Docker: not found", "Podman: ")));
  }

  private static String[] with(List<String> command, String... more) {
    return Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new);
  }

  private Process dockerd(Path home) throws Exception {
    return new ProcessBuilder(
            "dockerd",
            "--data-root=" + home.resolve("data"),
            "--exec-root=" + home.resolve("exec"),
            "--pidfile=" + home.resolve("pid"),
            "-H=unix://" + home.resolve("sock"),
            "--bridge=none",
            "--iptables=false",
            "--ip6tables=false")
        .redirectErrorStream(true)
        .redirectOutput(dir.resolve("dockerd.log").toFile())
        .start();
  }

  private void waitFor(String host) throws Exception {
    for (int i = 0; i < 60; i++) {
      Process probe =
          new ProcessBuilder("docker", "-H", host, "version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (probe.waitFor() == 0) {
        return;
      }
      Thread.sleep(500);
    }
    throw new AssertionError("no daemon: " + Files.readString(dir.resolve("dockerd.log")));
  }
}

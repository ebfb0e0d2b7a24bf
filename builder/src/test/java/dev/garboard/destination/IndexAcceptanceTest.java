package dev.garboard.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.content.Content;
import dev.garboard.engine.DockerEngine;
import dev.garboard.engine.PodmanEngine;
import dev.garboard.http.HttpSettings;
import dev.garboard.image.BaseImage;
import dev.garboard.image.Image;
import dev.garboard.image.ImageAssembler;
import dev.garboard.image.ImageChecks;
import dev.garboard.image.ImageIndex;
import dev.garboard.image.ImageSettings;
import dev.garboard.image.NewLayer;
import dev.garboard.image.TestImages;
import dev.garboard.image.TestLayers;
import dev.garboard.layer.LayerBlob;
import dev.garboard.oci.ImageFormat;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Platform;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.RegistryCredentials;
import dev.garboard.registry.RegistryProcess;
import dev.garboard.registry.RegistrySettings;
import dev.garboard.requirement.RequiresTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Foreign tools read an index of images for several platforms, wherever it lies.
class IndexAcceptanceTest {

  @TempDir private Path directory;

  private static Image image(String architecture, ImageFormat format) throws Exception {
    ImageSettings like = TestImages.settings();
    return ImageAssembler.assemble(
        new BaseImage.Scratch(Platform.linux(architecture)),
        List.of(
            TestLayers.single("opt/venv/pyvenv.cfg", "home = /usr/bin\n"),
            TestLayers.single("app/main.py", "print('" + architecture + "')\n")),
        new ImageSettings(
            format, like.created(), like.environment(), like.launch(), like.metadata()));
  }

  private static ImageIndex index(ImageFormat format, String... architectures) throws Exception {
    List<Image> images = new ArrayList<>();
    for (String architecture : architectures) {
      images.add(image(architecture, format));
    }
    return new ImageIndex(images);
  }

  private String run(String... command) throws Exception {
    return EngineTools.run(Map.of(), directory, command);
  }

  private Path archive(ImageIndex index) throws Exception {
    Path file = directory.resolve("app.tar");
    ArchiveDestination.of(
            new DestinationSpec.OciArchive(
                file, "1", ImageReference.parse("garboard.test/multi:1")))
        .publish(index);
    return file;
  }

  @Test
  @RequiresTool("skopeo")
  void skopeoChoosesFromArchiveAndLayout() throws Exception {
    ImageIndex index = index(ImageFormat.OCI, "amd64", "arm64");
    Path layout = directory.resolve("layout");
    LayoutDestination.of(
            new DestinationSpec.OciLayout(layout, "1", ImageReference.parse("multi:1")))
        .publish(index);
    Path archive = archive(index);
    assertThat(ImageChecks.check(layout)).isEmpty();
    assertThat(ImageChecks.check(archive)).isEmpty();
    for (String source : List.of("oci:" + layout + ":1", "oci-archive:" + archive + ":1")) {
      for (String architecture : List.of("amd64", "arm64")) {
        assertThat(run("skopeo", "--override-arch", architecture, "inspect", source))
            .contains("\"Architecture\": \"" + architecture + "\"");
      }
      Path copy = directory.resolve("copy-" + source.indexOf(':'));
      run("skopeo", "copy", "-q", "--all", "--insecure-policy", source, "dir:" + copy);
    }
    assertThat(run("skopeo", "inspect", "docker-archive:" + archive))
        .contains("\"Architecture\": \"amd64\"");
  }

  @ParameterizedTest
  @EnumSource
  @RequiresTool({"docker-registry", "skopeo", "crane"})
  void craneAndSkopeoReadItFromARegistry(ImageFormat format) throws Exception {
    try (RegistryProcess process = RegistryProcess.distribution(directory);
        HttpRegistry registry =
            new HttpRegistry(
                RegistrySettings.of(HttpSettings.from(Map.of())), RegistryCredentials.none())) {
      ImageIndex index = index(format, "amd64", "arm64");
      ImageReference name = new ImageReference(process.host(), "team/multi", "1", "");
      new RegistryDestination(registry, name).publish(index);
      assertThat(run("crane", "validate", "--remote", name.toString())).contains("PASS");
      assertThat(run("crane", "digest", name.toString()).strip())
          .isEqualTo(index.descriptor().digest().toString());
      for (Image image : index.images()) {
        String platform = image.platform().toString();
        assertThat(run("crane", "digest", "--platform", platform, name.toString()).strip())
            .isEqualTo(image.descriptor().digest().toString());
        String architecture = image.platform().architecture();
        assertThat(
                run(
                    "skopeo",
                    "--override-arch",
                    architecture,
                    "inspect",
                    "--tls-verify=false",
                    "docker://" + name))
            .contains("\"Architecture\": \"" + architecture + "\"");
      }
    }
  }

  @Test
  @RequiresTool({"dockerd", "docker", "podman"})
  void enginesGetTheImageForTheirPlatform() throws Exception {
    ImageIndex index = index(ImageFormat.OCI, "arm64", "amd64");
    ImageReference name = ImageReference.parse("garboard.test/multi:2");
    ImageReference loaded = ImageReference.parse("garboard.test/multi:1");
    Path archive = archive(index(ImageFormat.OCI, "amd64", "arm64"));
    DestinationSpec.Engine spec = new DestinationSpec.Engine(name);
    try (DockerEngine docker = DockerEngine.start();
        PodmanEngine podman = PodmanEngine.start()) {
      List<EngineDestination.Engine> engines =
          List.of(
              EngineDestination.Engine.docker(docker.client()),
              EngineDestination.Engine.podman(podman.client()));
      for (EngineDestination.Engine engine : engines) {
        Published published = new EngineDestination(spec, List.of(engine)).publish(index);
        assertThat(published.descriptor()).isEqualTo(index.images().get(1).descriptor());
        List<String> load = new ArrayList<>(engine.command());
        load.addAll(List.of("load", "-i", archive.toString()));
        run(load.toArray(String[]::new));
        for (ImageReference each : List.of(name, loaded)) {
          List<String> inspect = new ArrayList<>(engine.command());
          inspect.addAll(List.of("image", "inspect", each.toString()));
          assertThat(run(inspect.toArray(String[]::new))).contains("\"Architecture\": \"amd64\"");
        }
        DestinationException e =
            catchThrowableOfType(
                DestinationException.class,
                () ->
                    new EngineDestination(spec, List.of(engine))
                        .publish(index(ImageFormat.OCI, "arm64", "s390x")));
        assertThat(e.problems())
            .singleElement()
            .isInstanceOf(DestinationProblem.NotForEngine.class);
      }
    }
  }

  /// The lowest layer cannot even be read: nobody asks for it.
  @Test
  @RequiresTool({"dockerd", "docker"})
  void dockerIsSentOnlyWhatItLacks() throws Exception {
    try (DockerEngine docker = DockerEngine.start()) {
      EngineDestination destination =
          new EngineDestination(
              new DestinationSpec.Engine(ImageReference.parse("garboard.test/edited:1")),
              List.of(EngineDestination.Engine.docker(docker.client())));
      destination.publish(image("amd64", ImageFormat.OCI));
      NewLayer lowest = TestLayers.single("opt/venv/pyvenv.cfg", "home = /usr/bin\n");
      LayerBlob blob = lowest.blob();
      NewLayer unreadable =
          new NewLayer(
              new LayerBlob(
                  blob.digest(),
                  blob.diffId(),
                  blob.compression(),
                  blob.uncompressedSize(),
                  new Unreadable(blob.size())),
              lowest.key(),
              lowest.title());
      Image edited =
          ImageAssembler.assemble(
              new BaseImage.Scratch(Platform.linux("amd64")),
              List.of(unreadable, TestLayers.single("app/main.py", "print('edited')\n")),
              TestImages.settings());
      destination.publish(edited);
      assertThat(
              docker
                  .call("image", "inspect", "--format", "{{.Id}}", "garboard.test/edited:1")
                  .success())
          .isEqualTo(edited.manifest().config().digest().toString());
    }
  }

  private record Unreadable(long size) implements Content {
    @Override
    public InputStream open() throws IOException {
      throw new IOException("opened");
    }
  }
}

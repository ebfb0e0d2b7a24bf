package dev.garboard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Hashing;
import dev.garboard.http.HttpSettings;
import dev.garboard.image.BaseImage;
import dev.garboard.image.Image;
import dev.garboard.image.ImageAssembler;
import dev.garboard.image.ImageIndex;
import dev.garboard.image.TestImages;
import dev.garboard.image.TestLayers;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Platform;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.RegistryCredentials;
import dev.garboard.registry.RegistryProcess;
import dev.garboard.registry.RegistrySettings;
import dev.garboard.requirement.RequiresTool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Foreign tools read what lies in a foreign registry after a push.
@RequiresTool("docker-registry")
class RegistryAcceptanceTest {

  @TempDir private Path directory;
  private RegistryProcess process;
  private HttpRegistry registry;

  @BeforeEach
  void start() throws Exception {
    process = RegistryProcess.distribution(directory);
    registry =
        new HttpRegistry(
            RegistrySettings.of(HttpSettings.from(Map.of())), RegistryCredentials.none());
  }

  @AfterEach
  void stop() {
    registry.close();
    process.close();
  }

  private ImageReference name(String tag) {
    return new ImageReference(process.host(), "team/app", tag, "");
  }

  private Published index() throws Exception {
    Image arm =
        ImageAssembler.assemble(
            new BaseImage.Scratch(Platform.linux("arm64")),
            List.of(TestLayers.single("app/main.py", "print('hello')\n")),
            TestImages.settings());
    return new RegistryDestination(registry, name("multi"))
        .publish(new ImageIndex(List.of(TestImages.onScratch(), arm)));
  }

  @Test
  @RequiresTool("skopeo")
  void skopeoInspectsAndCopies() throws Exception {
    Image image = TestImages.onScratch();
    new RegistryDestination(registry, name("1")).publish(image);
    String source = "docker://" + name("1");
    String inspected =
        EngineTools.run(Map.of(), directory, "skopeo", "inspect", "--tls-verify=false", source);
    assertThat(inspected).contains(image.descriptor().digest().toString(), "linux", "amd64");
    Path copy = directory.resolve("copy");
    EngineTools.run(
        Map.of(),
        directory,
        "skopeo",
        "copy",
        "--src-tls-verify=false",
        "--insecure-policy",
        source,
        "oci:" + copy);
    Published published = index();
    String raw =
        EngineTools.run(
            Map.of(),
            directory,
            "skopeo",
            "inspect",
            "--raw",
            "--tls-verify=false",
            "docker://" + name("multi"));
    assertThat(Hashing.sha256(raw.strip())).isEqualTo(published.descriptor().digest());
  }

  @Test
  @RequiresTool("crane")
  void craneValidates() throws Exception {
    new RegistryDestination(registry, name("1")).publish(TestImages.onScratch());
    index();
    for (String tag : List.of("1", "multi")) {
      String output =
          EngineTools.run(
              Map.of(), directory, "crane", "validate", "--remote", name(tag).toString());
      assertThat(output).contains("PASS");
    }
  }
}

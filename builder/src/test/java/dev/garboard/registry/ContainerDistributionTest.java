package dev.garboard.registry;

import dev.garboard.destination.ArchiveDestination;
import dev.garboard.destination.DestinationSpec;
import dev.garboard.engine.DebianBase;
import dev.garboard.engine.DockerEngine;
import dev.garboard.image.BaseImage;
import dev.garboard.image.BaseLocation;
import dev.garboard.image.ImageAssembler;
import dev.garboard.image.ImageSettings;
import dev.garboard.image.LayoutBase;
import dev.garboard.image.NewLayer;
import dev.garboard.image.TestLayers;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Platform;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/// Debian's `docker-registry` in a container, in an image that is made here: its program on a
/// Debian base.
@Tag("engine")
@RequiresNetwork
@RequiresTool({"docker-registry", "dockerd", "docker", "mmdebstrap"})
class ContainerDistributionTest extends RegistryContract {

  private static final String NAME = "garboard.test/registry:1";

  @TempDir private static Path directory;
  private static int port;
  private static GenericContainer<?> container;

  @BeforeAll
  @SuppressWarnings("resource")
  static void start() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    DockerEngine.forTestcontainers().load(image());
    container =
        new GenericContainer<>(NAME)
            .withImagePullPolicy(_ -> false)
            .withNetworkMode("host")
            .withCommand("/usr/bin/docker-registry", "serve", "/etc/registry.yml")
            .waitingFor(Wait.forLogMessage(".*listening on.*", 1));
    container.start();
  }

  private static Path image() throws Exception {
    String program =
        new String(
            Files.readAllBytes(Path.of("/usr/bin/docker-registry")), StandardCharsets.ISO_8859_1);
    String config =
        """
        version: 0.1
        log: {level: info}
        storage: {filesystem: {rootdirectory: /tmp/registry}, delete: {enabled: true}}
        http: {addr: 127.0.0.1:%d}
        """
            .formatted(port);
    Map<String, String> files =
        new TreeMap<>(Map.of("usr/bin/docker-registry", program, "etc/registry.yml", config));
    BaseImage base =
        LayoutBase.of(new BaseLocation.OciArchive(DebianBase.archive("trixie", "amd64"), ""))
            .open(Platform.linux("amd64"));
    Path archive = directory.resolve("registry.tar");
    ArchiveDestination.of(new DestinationSpec.DockerArchive(archive, ImageReference.parse(NAME)))
        .publish(
            ImageAssembler.assemble(
                base,
                List.of(new NewLayer(TestLayers.gzip(files), "registry", "registry")),
                ImageSettings.of(
                    ImageSettings.Launch.of(List.of()),
                    ImageSettings.Metadata.of("registry", "1"))));
    return archive;
  }

  @AfterAll
  static void stop() {
    container.stop();
  }

  @Override
  String host() {
    return "127.0.0.1:" + port;
  }
}

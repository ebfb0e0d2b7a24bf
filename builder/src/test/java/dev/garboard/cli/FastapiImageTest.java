package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.engine.Command.Outcome;
import dev.garboard.engine.ContainerEngine;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/// The image of `examples/fastapi` runs as it should, with the least that an engine can grant.
@Tag("engine")
@RequiresNetwork
@RequiresTool({"dockerd", "docker", "podman", "runc", "skopeo", "mmdebstrap"})
@ExtendWith(HarbourImage.Shared.class)
class FastapiImageTest {

  private static final String HEALTHY = "{\"status\":\"ok\",\"version\":\"0.1.0\",\"harbours\":4}";

  /// Without another user: the image's own must do.
  static final List<String> CONFINED =
      List.of("--network", "none", "--read-only", "--cap-drop", "ALL");

  /// Asks the server inside its own network; gives it time to start.
  static final String[] ASK = {
    "/opt/venv/bin/python",
    "-c",
    """
    import time, urllib.request
    for attempt in range(200):
        try:
            print(urllib.request.urlopen("http://127.0.0.1:8000/health").read().decode())
            break
        except OSError:
            time.sleep(0.1)
    """
  };

  @Test
  void answersUnderTestcontainers(HarbourImage image) throws Exception {
    image.docker();
    try (GenericContainer<?> container =
        new GenericContainer<>(HarbourImage.NAME)
            .withImagePullPolicy(_ -> false)
            .withNetworkMode("none")
            .withCreateContainerCmdModifier(
                c -> Objects.requireNonNull(c.getHostConfig()).withReadonlyRootfs(true))
            .waitingFor(Wait.forLogMessage(".*Uvicorn running on.*", 1))) {
      container.start();
      assertThat(container.execInContainer(ASK).getStdout().strip()).isEqualTo(HEALTHY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker", "podman"})
  void answersWithoutNetworkWithoutRootAndWithoutAWritableRoot(String name, HarbourImage image)
      throws Exception {
    ContainerEngine engine = image.engine(name);
    String container = engine.start(HarbourImage.NAME, CONFINED);
    try {
      assertThat(engine.exec(container, ASK).success()).isEqualTo(HEALTHY);
      Outcome write =
          engine.exec(container, "python", "-c", "import os; print(os.getuid()); open('x', 'w')");
      assertThat(write.out().strip()).isEqualTo("65532");
      assertThat(write.err()).contains("Read-only file system");
      Outcome reach =
          engine.exec(
              container,
              "python",
              "-c",
              "import socket; socket.create_connection(('192.0.2.1', 80))");
      assertThat(reach.err()).contains("Network is unreachable");
    } finally {
      engine.remove(container);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker", "podman"})
  void importlibFindsAWholeEnvironment(String name, HarbourImage image) throws Exception {
    Outcome outcome =
        image
            .engine(name)
            .run(
                HarbourImage.NAME,
                List.of("--network", "none", "--read-only", "--entrypoint", "/opt/venv/bin/python"),
                "-c",
                EnvironmentCheck.program());
    EnvironmentCheck check = EnvironmentCheck.of(outcome);

    System.out.println("environment: examples/fastapi: " + check);
    assertThat(check.unmet()).isEmpty();
    assertThat(check.damaged()).isEmpty();
    assertThat(check.misses()).isEmpty();
    assertThat(check.distributions()).isEqualTo(22);
    assertThat(check.requirements()).isGreaterThan(20);
    assertThat(check.entryPoints()).isGreaterThanOrEqualTo(5);
  }
}

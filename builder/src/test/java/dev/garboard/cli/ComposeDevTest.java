package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.engine.Command.Outcome;
import dev.garboard.engine.ContainerEngine;
import dev.garboard.engine.PodmanEngine;
import dev.garboard.requirement.Checkout;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `examples/compose-dev`: the source mounted over the image's, an edit shows at once. What
/// `compose.yaml` says is done by an engine without Compose.
@Tag("engine")
@RequiresNetwork
@RequiresTool({"podman", "runc", "mmdebstrap"})
class ComposeDevTest {
  private static final String ASK =
      """
      import time, urllib.request
      for attempt in range(150):
          try:
              said = urllib.request.urlopen("http://127.0.0.1:8000/").read().decode()
              if said == "%s":
                  break
          except OSError as e:
              said = str(e)
          time.sleep(0.2)
      print(said)
      """;

  @TempDir Path directory;

  @Test
  void anEditOfTheMountedSourceShows() throws Exception {
    Path example = directory.resolve("compose-dev");
    SyncProject shell = new SyncProject(directory);
    shell.shell(
        "cp", "-R", Checkout.root().resolve("examples/compose-dev").toString(), example.toString());
    shell.shell("chmod", "-R", "go=rX", directory.toString());
    String compose = Files.readString(example.resolve("compose.yaml"));
    assertThat(compose).contains("volumes: [\".:/app:ro\"]").contains("image: tide:dev");
    Path archive = directory.resolve("tide.tar");
    CommandRun.on(directory.resolve("store"))
        .run(
            "build",
            example.toString(),
            "--base",
            "oci-archive:" + HarbourImage.base(),
            "--no-bytecode",
            "--to",
            "oci-archive:" + archive)
        .success();
    try (PodmanEngine podman = PodmanEngine.start()) {
      String image = podman.load(archive);
      List<String> options = new ArrayList<>(ContainerEngine.CONFINED);
      options.addAll(List.of("--entrypoint", "", "-v", example + ":/app:ro"));
      String container = podman.start(image, options, command(compose));
      try {
        Outcome first = podman.exec(container, "python", "-c", ASK.formatted("low"));
        assertThat(first.success()).as(podman.logs(container)).isEqualTo("low");
        Path source = example.resolve("src/tide/__init__.py");
        Files.writeString(source, Files.readString(source).replace("\"low\"", "\"high\""));
        assertThat(podman.exec(container, "python", "-c", ASK.formatted("high")).success())
            .as(podman.logs(container))
            .isEqualTo("high");
      } finally {
        podman.remove(container);
      }
    }
  }

  private static String[] command(String compose) {
    String line = compose.lines().filter(l -> l.contains("command: ")).findFirst().orElseThrow();
    return Pattern.compile("\"([^\"]*)\"")
        .matcher(line)
        .results()
        .map((MatchResult result) -> result.group(1))
        .toArray(String[]::new);
  }
}

package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.engine.Command;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A build that is told to stop while it downloads.
@RequiresNetwork
@RequiresTool({"mmdebstrap", "python3"})
@ExtendWith(HarbourImage.Shared.class)
class InterruptTest {

  @TempDir Path directory;

  /// By `SIGTERM`: `SIGINT` takes the same way, but is ignored by what a shell starts in the
  /// background, and so might be here.
  @Test
  void leavesNothingHalfWrittenAndEndsSoon(HarbourImage image) throws Exception {
    Path published = Files.createDirectories(directory.resolve("published"));
    Path archive = Files.writeString(published.resolve("app.tar"), "the archive of yesterday");
    Path store = directory.resolve("store");
    Path project = directory.resolve("checkout");
    Command.run(List.of("cp", "-R", HarbourImage.project().toString(), project.toString()))
        .success();
    try (WheelServer server = WheelServer.start(image.store())) {
      Path lock = project.resolve("uv.lock");
      Files.writeString(lock, server.takeOver(Files.readString(lock)));
      server.stall();
      Process process = start(project, archive, store);
      server.awaitQuestion();
      process.toHandle().destroy(); // the other one closes the streams too
      assertThat(process.waitFor(9, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(128 + 15);
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .endsWith("error: interrupted\n");
    }
    assertThat(archive).hasContent("the archive of yesterday");
    try (Stream<Path> beside = Files.list(published)) {
      assertThat(beside).containsExactly(archive);
    }
    assertThat(store.resolve("v1/tmp")).isEmptyDirectory();
  }

  private static Process start(Path project, Path archive, Path store) throws Exception {
    List<String> command = new ArrayList<>(CommandRun.process());
    command.addAll(
        List.of(
            "build",
            project.toString(),
            "--base",
            "oci-archive:" + HarbourImage.base(),
            "--to",
            "oci-archive:" + archive));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("GARBOARD_CACHE_DIR", store.toString());
    return builder.start();
  }
}

package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.engine.Command;
import dev.garboard.http.TestServer;
import dev.garboard.wheel.TestWheel;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A build that is stopped leaves nothing half-written, wherever it is.
final class InterruptTest {

  @TempDir private Path directory;

  @Test
  void controlCDuringADownloadEndsWith130AndLeavesTheOldArchive() throws Exception {
    assumeTrue(
        Command.run(List.of("env", "--default-signal=INT", "true")).exit() == 0,
        "no `env` here that lets a child hear Ctrl-C again");
    TestProject project = TestProject.in(directory.toRealPath());
    project.write("app.tar", "old");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (TestServer server = new TestServer()) {
      byte[] bytes = TestProject.ANCHOR.bytes();
      project.lock(TestProject.ANCHOR, "http://127.0.0.1:" + server.port());
      server.on(
          "/" + TestProject.ANCHOR.filename().text(),
          exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, 100);
            exchange.getResponseBody().flush();
            begun.countDown();
            try {
              boolean _ = ended.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      Process process = start(project);
      try {
        assertThat(begun.await(1, TimeUnit.MINUTES)).as("the download began").isTrue();
        assertThat(Command.run(List.of("kill", "-INT", "" + process.pid())).exit()).isZero();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it ended").isTrue();
      } finally {
        process.destroyForcibly();
        ended.countDown();
      }
      assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(project.path("app.tar")).hasContent("old");
      assertThat(project.unfinished()).isEmpty();
      assertThat(project.path("err")).hasContent("error: interrupted");
    }
  }

  private static Process start(TestProject project) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(MainProcess.command(project.buildArguments("--platform", "linux/amd64")))
            .directory(project.path("").toFile())
            .redirectOutput(project.path("out").toFile())
            .redirectError(project.path("err").toFile());
    builder.environment().putAll(project.variables());
    return builder.start();
  }

  @Test
  void anInterruptAtAnyTimeLeavesAllOrNothing() throws Exception {
    byte[] noise = new byte[4 << 20];
    new Random(1).nextBytes(noise);
    TestWheel wheel = TestProject.ANCHOR.file("noise.bin", noise);
    List<Integer> exits = new ArrayList<>();
    for (int delay = 0; delay < 1600 && !ended(exits); delay += 75) {
      Path root = Files.createDirectory(directory.resolve("after-" + delay)).toRealPath();
      TestProject project = TestProject.in(root);
      wheel.write(project.path("wheels"));
      project.lock(wheel, "file://" + project.path("wheels"));
      TestProject.Outcome outcome = interrupted(project, delay);
      exits.add(outcome.exit());
      assertThat(outcome.exit()).as(outcome.err()).isIn(ExitCode.DONE, ExitCode.INTERRUPTED);
      assertThat(Files.exists(project.path("app.tar"))).isEqualTo(outcome.exit() == 0);
      assertThat(project.unfinished()).isEmpty();
      assertThat(project.build().exit()).as("the next build").isEqualTo(ExitCode.DONE);
    }
    assertThat(exits).contains(ExitCode.INTERRUPTED, ExitCode.DONE);
  }

  /// Whether the last three builds were done before their interrupt.
  private static boolean ended(List<Integer> exits) {
    return exits.size() > 3
        && exits.subList(exits.size() - 3, exits.size()).equals(List.of(0, 0, 0));
  }

  private static TestProject.Outcome interrupted(TestProject project, int milliseconds)
      throws InterruptedException {
    AtomicReference<TestProject.Outcome> outcome =
        new AtomicReference<>(new TestProject.Outcome(-1, "", "did not end"));
    Thread thread = Thread.ofPlatform().start(() -> outcome.set(project.build()));
    Thread.sleep(milliseconds);
    thread.interrupt();
    thread.join(60_000);
    return outcome.get();
  }
}

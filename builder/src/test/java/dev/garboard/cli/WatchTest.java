package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.store.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `build --watch` in a process of its own.
@Timeout(120)
final class WatchTest {

  private static final int SECONDS = 30;

  @TempDir private Path directory;
  private TestProject project;
  private Process process;
  private BufferedReader output;

  @BeforeEach
  void start() throws IOException {
    project = TestProject.in(directory.toRealPath());
    process =
        ChildJvm.start(
            List.of("-Xshare:auto"),
            ChildWatch.class,
            directory.toRealPath().toString(),
            project.path("cache").toString(),
            project.path("app.digest").toString());
    output = process.inputReader();
  }

  @AfterEach
  void stop() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private String nextLineWith(String text) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(text)) {
        return line;
      }
    }
    throw new IOException("it ended without " + text);
  }

  private String digestOnceItWaits() throws IOException {
    nextLineWith("waiting for changes");
    return Files.readString(project.path("app.digest"));
  }

  @Test
  void buildsAgainAfterAChangeAndAfterAFailureAndEndsCleanly() throws Exception {
    String first = digestOnceItWaits();
    project.write("demo/demo.py", "print('other')\n");
    String second = digestOnceItWaits();
    assertThat(second).isNotEqualTo(first);
    project.write("demo/sub/new.py", "");
    assertThat(digestOnceItWaits()).isNotEqualTo(second);
    String lock = Files.readString(project.path("demo/uv.lock"));
    project.write("demo/uv.lock", "version = ");
    nextLineWith("error:");
    digestOnceItWaits();
    project.write("demo/uv.lock", lock);
    Files.delete(project.path("demo/sub/new.py"));
    nextLineWith("built");
    process.destroy();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(project.unfinished()).isEmpty();
  }
}

package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.registry.FakeRegistry;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a machine that has nothing, the image that is pushed over is the cache.
final class ColdRunnerTest {

  @TempDir private Path directory;

  @Test
  void aSourceEditNeedsNoWheelAndSendsOnlyTheAppLayer() throws IOException {
    TestProject project = TestProject.in(directory.toRealPath());
    try (FakeRegistry registry = new FakeRegistry()) {
      String image = "docker://" + registry.host() + "/team/demo:1";
      assertThat(project.run(project.to(image)).exit()).isEqualTo(ExitCode.DONE);

      project.variable("GARBOARD_CACHE_DIR", project.path("cold").toString());
      Files.delete(project.path("wheels").resolve(TestProject.ANCHOR.filename().text()));
      project.write("demo/demo.py", "print('edited')\n");
      registry.clearRequests();
      TestProject.Outcome edited = project.run(project.to(image, "--json"));

      assertThat(edited.exit()).as(edited.err()).isEqualTo(ExitCode.DONE);
      assertThat(edited.out())
          .contains("\"origin\":\"registry\"")
          .containsOnlyOnce("\"origin\":\"built\"");
      // The app layer and the configuration.
      assertThat(uploads(registry)).hasSize(2);
      assertThat(stored("cold/v1/wheels")).isZero();
    }
  }

  @Test
  void nothingChangedSendsNothing() throws IOException {
    TestProject project = TestProject.in(directory.toRealPath());
    try (FakeRegistry registry = new FakeRegistry()) {
      String image = "docker://" + registry.host() + "/team/demo:1";
      assertThat(project.run(project.to(image)).exit()).isEqualTo(ExitCode.DONE);
      project.variable("GARBOARD_CACHE_DIR", project.path("cold").toString());
      registry.clearRequests();
      assertThat(project.run(project.to(image)).exit()).isEqualTo(ExitCode.DONE);
      assertThat(registry.requests()).noneMatch(request -> request.startsWith("PUT"));
    }
  }

  private static List<String> uploads(FakeRegistry registry) {
    return registry.requests().stream()
        .filter(request -> request.startsWith("PUT") && request.contains("/blobs/"))
        .toList();
  }

  private long stored(String path) throws IOException {
    Path shelf = directory.resolve(path);
    if (!Files.isDirectory(shelf)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(shelf)) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}

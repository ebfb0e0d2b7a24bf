package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.registry.FakeRegistry;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a build costs in which one line of the application changed, in counts instead of seconds.
final class OneLineChangedTest {

  private static final int FILES = 300;

  @TempDir private Path directory;
  private TestProject project;

  @BeforeEach
  void write() throws IOException {
    project = TestProject.in(directory.toRealPath()).later();
    project.variable("HOME", project.path("home").toString());
    for (int i = 0; i < FILES; i++) {
      project.write("demo/pkg/m" + i + ".py", "A = " + i + "\n".repeat(100));
    }
  }

  @Test
  void onlyTheApplicationIsReadMadeAndPushed() throws IOException {
    try (FakeRegistry registry = new FakeRegistry()) {
      String[] push = project.to("docker://" + registry.host() + "/team/app:1", "--json");
      assertThat(project.run(push).exit()).isEqualTo(ExitCode.DONE);
      project.write("demo/pkg/m7.py", "A = 'seven'\n");
      registry.clearRequests();
      FilesRead read =
          FilesRead.during(() -> {
            TestProject.Outcome outcome = project.run(push);
            assertThat(outcome.exit()).isEqualTo(ExitCode.DONE);
            assertThat(outcome.out()).containsOnlyOnce("\"origin\":\"built\"");
          });
      assertThat(read.below(project.path("wheels"))).isEmpty();
      assertThat(read.below(project.path("cache/v1/wheels"))).isEmpty();
      // The layer that was made is read to be sent, and verified before that.
      assertThat(read.below(project.path("cache/v1/layers"))).hasSize(1);
      List<String> uploads = registry.requests().stream().filter(r -> r.startsWith("PUT")).toList();
      assertThat(uploads).as("application, configuration, manifest").hasSize(3);
    }
  }

  /// Each file is read once, to be written into the layer; its digest is known from before.
  @Test
  void filesThatDidNotChangeAreNotHashed() throws IOException {
    assertThat(project.build().exit()).isEqualTo(ExitCode.DONE);
    project.write("demo/pkg/m7.py", "A = 'seven'\n");
    FilesRead plan =
        FilesRead.during(
            () -> assertThat(project.build("--label", "a=b").exit()).isEqualTo(ExitCode.DONE));
    long once = plan.bytesBelow(project.path("demo/pkg"));
    long size = FILES * 105L;
    assertThat(once).isBetween(size - FILES * 5L, size + FILES * 5L);
    // The layer is in the store now: its files are not read at all.
    FilesRead again =
        FilesRead.during(
            () -> assertThat(project.build("--label", "a=c").exit()).isEqualTo(ExitCode.DONE));
    assertThat(again.below(project.path("demo/pkg"))).isEmpty();
  }
}

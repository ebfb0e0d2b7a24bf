package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sixteen builds, four in each of four processes, on one cold store.
final class ConcurrentBuildsTest {

  private static final int PROCESSES = 4;
  private static final int THREADS = 4;
  private static final long PAUSE_NANOS = 20_000_000;

  @TempDir private Path directory;

  @Test
  void fetchEachWheelOnceAndAgree() throws Exception {
    try (LockedProject project = new LockedProject(directory.resolve("app"), PAUSE_NANOS)) {
      List<Path> layouts = new ArrayList<>();
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        List<Path> own = new ArrayList<>();
        for (int j = 0; j < THREADS; j++) {
          own.add(directory.resolve("layout" + i + j));
        }
        processes.add(ChildBuild.start(project.directory(), directory.resolve("cache"), own));
        layouts.addAll(own);
      }
      for (Process process : processes) {
        assertThat(ChildBuild.output(process).strip().split("\\s+"))
            .containsOnly("done")
            .hasSize(THREADS);
        assertThat(process.waitFor()).isZero();
      }
      List<String> digests = new ArrayList<>();
      for (Path layout : layouts) {
        digests.add(LockedProject.digest(layout));
      }
      assertThat(digests.stream().distinct()).hasSize(1);
      assertThat(project.requests()).isEqualTo(LockedProject.WHEELS);
    }
  }
}

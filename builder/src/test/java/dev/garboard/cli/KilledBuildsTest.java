package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.image.ImageChecks;
import dev.garboard.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A build that is killed leaves nothing that a later one would believe.
@Tag("slow")
final class KilledBuildsTest {

  private static final int KILLS = 50;
  private static final int KILLED = 137;
  private static final long PAUSE_NANOS = 1_000_000;

  @TempDir private Path directory;

  @Test
  void theNextBuildAfterAKillIsRight() throws Exception {
    try (LockedProject project = new LockedProject(directory.resolve("app"), PAUSE_NANOS)) {
      Path reference = directory.resolve("reference");
      assertThat(project.build(directory.resolve("cache"), reference).exit()).isZero();
      Random random = new Random(4);
      long length = length(project);
      int killed = 0;
      for (int i = 0; i < KILLS; i++) {
        Path cache = directory.resolve("cache" + i);
        Path layout = directory.resolve("layout" + i);
        killed += kill(project, cache, layout, random.nextLong(length)) ? 1 : 0;

        assertThat(new Store(cache, InstantSource.system()).verify().corrupt()).isEmpty();
        StoreRun next = project.build(cache, layout);
        assertThat(next.exit()).as(next.err()).isZero();
        assertThat(LockedProject.digest(layout)).isEqualTo(LockedProject.digest(reference));
        assertThat(ImageChecks.check(layout)).isEmpty();
      }
      assertThat(killed).as("builds that were under way").isGreaterThan(KILLS / 3);
    }
  }

  /// Nanoseconds that an undisturbed build takes.
  private long length(LockedProject project) throws Exception {
    Path cache = directory.resolve("timed-cache");
    Process process =
        ChildBuild.start(project.directory(), cache, List.of(directory.resolve("timed")));
    long start = System.nanoTime();
    assertThat(ChildBuild.output(process)).isEqualToIgnoringWhitespace("done");
    return System.nanoTime() - start;
  }

  /// @return whether it was still building
  private static boolean kill(LockedProject project, Path cache, Path layout, long after)
      throws Exception {
    Process process = ChildBuild.start(project.directory(), cache, List.of(layout));
    TimeUnit.NANOSECONDS.sleep(after);
    return process.destroyForcibly().waitFor() == KILLED;
  }
}

package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.image.ImageChecks;
import dev.garboard.store.Store;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that fills up at any point of a build costs that build alone.
final class FullDiskTest {

  private static final int POINTS = 20;
  private static final int DISK = 24 << 20;

  @TempDir private Path directory;

  @Test
  void aFullDiskIsNamedAndCorruptsNothing() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", disk.toString());
    assumeTrue(mounted, "needs root, to mount a small file system");
    try (LockedProject project = new LockedProject(directory.resolve("app"), 0)) {
      assertThat(project.build(disk.resolve("cache"), disk.resolve("layout")).exit()).isZero();
      String digest = LockedProject.digest(disk.resolve("layout"));
      long whole = DISK - Files.getFileStore(disk).getUsableSpace();
      for (int point = 0; point < POINTS; point++) {
        empty(disk);
        fill(disk, whole * point / POINTS);
        StoreRun run = project.build(disk.resolve("cache"), disk.resolve("layout"));
        checkFailure(run, disk);

        Files.delete(disk.resolve("filler"));
        StoreRun next = project.build(disk.resolve("cache"), disk.resolve("layout"));
        assertThat(next.exit()).as(next.err()).isZero();
        assertThat(LockedProject.digest(disk.resolve("layout"))).isEqualTo(digest);
        assertThat(ImageChecks.check(disk.resolve("layout"))).isEmpty();
      }
    } finally {
      run("umount", disk.toString());
    }
  }

  private static void checkFailure(StoreRun run, Path disk) throws IOException {
    assertThat(run.exit()).as(run.toString()).isEqualTo(ExitCode.WORLD);
    String error = run.err().substring(run.err().indexOf("error: "));
    assertThat(error)
        .containsPattern("(?i)no ?space")
        .contains(disk.toString())
        .doesNotContain("fault of Garboard");
    assertThat(new Store(disk.resolve("cache"), InstantSource.system()).verify().corrupt())
        .isEmpty();
    Path temporary = disk.resolve("cache/v1/tmp");
    if (Files.exists(temporary)) {
      assertThat(temporary).isEmptyDirectory();
    }
    if (Files.exists(disk.resolve("layout/index.json"))) {
      assertThat(ImageChecks.check(disk.resolve("layout"))).isEmpty();
    }
  }

  private static void fill(Path disk, long free) throws IOException {
    long size = Files.getFileStore(disk).getUsableSpace() - free;
    Files.write(disk.resolve("filler"), new byte[(int) size]);
  }

  private static void empty(Path disk) throws IOException {
    try (Stream<Path> files = Files.walk(disk)) {
      List<Path> deepestFirst = files.sorted((a, b) -> b.compareTo(a)).toList();
      for (Path file : deepestFirst) {
        if (!file.equals(disk)) {
          Files.delete(file);
        }
      }
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }
}

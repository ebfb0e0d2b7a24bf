package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.cli.SyncProject.Result;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.wheel.TestWheel;
import dev.garboard.words.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A disk that fills up at any point of a sync, the environment's or the store's: one more run with
/// space gives the right tree, and nothing of others is lost.
@RequiresTool({"python3", "mount"})
class FullDiskSyncTest {
  private static final int POINTS = 16;
  private static final int DISK = 16 << 20;

  @ParameterizedTest
  @ValueSource(strings = {"env", "cache"})
  void oneMoreRunCompletes(String full, @TempDir Path directory) throws Exception {
    SyncProject project = new SyncProject(directory, wheels("1.0"));
    Path environment = project.root.resolve("env");
    Path disk = Files.createDirectory(project.root.resolve(full));
    project.with("GARBOARD_CACHE_DIR", project.root.resolve("cache").toString());
    assumeTrue(isRoot(), "needs root, to mount a small file system");
    project.shell("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", disk.toString());
    try {
      SortedMap<String, String> first = sync(project, environment);
      Path foreign = Files.writeString(environment.resolve("mine.txt"), "mine");
      long used = used(disk);
      project.lock(wheels("2.0"));
      SortedMap<String, String> second = sync(project, environment);
      long needed = Math.max(used, used(disk) - used + 65_536);
      int failed = 0;
      for (int point = 0; point < POINTS; point++) {
        project.lock(wheels(point % 2 == 0 ? "1.0" : "2.0"));
        project.shell("sh", "-c", "rm -rf '" + project.root + "'/cache/*");
        Path filler = fill(disk, needed * point / POINTS);
        Result result =
            project.run("sync", "--venv", environment.toString(), "--link-mode", "copy");
        Files.delete(filler);
        if (result.exit() != 0) {
          failed++;
          assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.WORLD);
          assertThat(result.err()).containsPattern("(?i)no space left").contains(disk.toString());
          // Advice about the store helps where the store's disk is full, and only there.
          assertThat(result.err().contains("GARBOARD_CACHE_DIR")).isEqualTo(full.equals("cache"));
        }
        assertThat(sync(project, environment)).isEqualTo(point % 2 == 0 ? first : second);
        assertThat(foreign).hasContent("mine");
      }
      assertThat(failed).isPositive();
    } finally {
      project.shell("umount", disk.toString());
    }
  }

  private static SortedMap<String, String> sync(SyncProject project, Path environment)
      throws Exception {
    Result result = project.run("sync", "--venv", environment.toString(), "--link-mode", "copy");
    assertThat(result.exit()).as(result.err()).isZero();
    SortedMap<String, String> tree = SyncProject.listing(environment);
    tree.keySet().removeIf(path -> path.equals(".garboard.new") || path.equals("mine.txt"));
    return tree;
  }

  private static TestWheel[] wheels(String version) {
    byte[] large = new byte[700_000];
    TestWheel[] wheels = new TestWheel[3];
    String[] names = {"alpha", "beta", "gamma"};
    for (int i = 0; i < names.length; i++) {
      TestWheel wheel = SyncProject.wheel(names[i], version);
      for (int file = 0; file < 3; file++) {
        wheel =
            wheel.file(
                names[i] + "/large" + file + ".txt",
                version + new String(large, StandardCharsets.US_ASCII));
      }
      wheels[i] = wheel;
    }
    return wheels;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static long used(Path disk) throws Exception {
    return DISK - Files.getFileStore(disk).getUsableSpace();
  }

  private static Path fill(Path disk, long free) throws Exception {
    long size = Files.getFileStore(disk).getUsableSpace() - free;
    return Files.write(disk.resolve("filler"), new byte[(int) Math.max(0, size)]);
  }
}

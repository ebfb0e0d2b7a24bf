package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.requirement.RequiresTool;
import dev.garboard.wheel.TestWheel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever ends a run, one more gives the right tree.
@RequiresTool({"python3", "setpriv"})
class InterruptedSyncTest {

  private static final int FILES = 100;
  private static final int ROUNDS = Integer.getInteger("garboard.kills", 50);

  private SyncProject project;

  @BeforeEach
  void makeProject(@TempDir Path directory) throws Exception {
    project = new SyncProject(directory, wheels("1.0"));
  }

  private static TestWheel[] wheels(String version) {
    List<TestWheel> wheels = new ArrayList<>();
    for (String name : List.of("alpha", "beta", "gamma", "delta")) {
      TestWheel wheel = SyncProject.wheel(name, version);
      for (int i = 0; i < FILES; i++) {
        wheel = wheel.file(name + "/part" + i + "/data.txt", version);
      }
      wheels.add(wheel);
    }
    return wheels.toArray(TestWheel[]::new);
  }

  /// Each round goes from one version to the other and is killed on the way.
  @Test
  void killedAnywhereTheNextRunCompletes() throws Exception {
    List<SortedMap<String, String>> expected =
        List.of(tree(expected("1.0")), tree(expected("2.0")));
    Path environment = project.root.resolve("env");
    project.lock(wheels("1.0"));
    assertThat(project.run("sync", "--venv", environment.toString()).exit()).isZero();
    Path foreign = Files.writeString(environment.resolve("mine.txt"), "mine");
    Path inside = Files.writeString(site(environment).resolve("mine.py"), "mine");
    SplittableRandom random = new SplittableRandom(8);
    int cut = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      project.lock(wheels(round % 2 == 0 ? "1.0" : "2.0"));
      Process process = project.process("sync", "--venv", environment.toString());
      Path state = environment.resolve(".garboard");
      while (process.isAlive() && !Files.readString(state).contains("pending")) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      TimeUnit.MICROSECONDS.sleep(random.nextInt(200_000));
      process.destroyForcibly().waitFor();
      cut += Files.readString(state).contains("pending") ? 1 : 0;
      assertThat(project.run("sync", "--venv", environment.toString()).exit()).isZero();
      assertThat(foreign).hasContent("mine");
      assertThat(inside).hasContent("mine");
      SortedMap<String, String> tree = tree(environment);
      tree.keySet().removeIf(path -> path.endsWith("mine.txt") || path.endsWith("mine.py"));
      assertThat(tree).isEqualTo(expected.get(round % 2));
    }
    assertThat(project.run("env", "verify", environment.toString()).exit()).isZero();
    assertThat(cut).as("rounds that were cut short").isPositive();
  }

  private static Path site(Path environment) throws Exception {
    try (var lib = Files.list(environment.resolve("lib"))) {
      return lib.findFirst().orElseThrow().resolve("site-packages");
    }
  }

  @Test
  void twoAtOnceGiveOneRightTree() throws Exception {
    Path expected = expected("1.0");
    Path environment = project.root.resolve("env");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(project.process("sync", "--venv", environment.toString()));
    }
    for (Process process : processes) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
    }
    assertThat(tree(environment)).isEqualTo(tree(expected));
  }

  private Path expected(String version) throws Exception {
    project.lock(wheels(version));
    Path expected = project.root.resolve("new-" + version);
    assertThat(project.run("sync", "--venv", expected.toString()).exit()).isZero();
    return expected;
  }

  /// Scripts name their environment, and RECORD has their digests.
  private static SortedMap<String, String> tree(Path environment) throws Exception {
    SortedMap<String, String> tree = SyncProject.listing(environment);
    tree.replaceAll(
        (path, text) -> path.endsWith("RECORD") ? "" : text.replace(environment.toString(), "@"));
    tree.remove(".garboard.new");
    return tree;
  }
}

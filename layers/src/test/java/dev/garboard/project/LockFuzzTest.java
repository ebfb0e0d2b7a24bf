package dev.garboard.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.python.Marker;
import dev.garboard.python.MarkerSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged lockfiles and markers are read or refused with a place, and nothing else happens. More
/// rounds: `-Dgarboard.fuzz=N`.
final class LockFuzzTest {

  private static final int ROUNDS = Integer.getInteger("garboard.fuzz", 300);

  private static final String LOCK =
      """
      version = 1
      revision = 3
      requires-python = ">=3.12"
      resolution-markers = ["python_full_version < '3.13'", "python_full_version >= '3.13'"]
      conflicts = [[{ package = "demo", extra = "a" }, { package = "demo", extra = "b" }]]

      [manifest]
      members = ["demo"]

      [[package]]
      name = "demo"
      version = "1.0"
      source = { editable = "." }
      dependencies = [{ name = "anchor", marker = "sys_platform == 'linux'", extra = ["x"] }]

      [package.metadata]
      requires-dist = [{ name = "anchor", specifier = ">=1" }]

      [[package]]
      name = "anchor"
      version = "1.2"
      source = { registry = "https://index.test/simple" }
      sdist = { url = "https://index.test/anchor-1.2.tar.gz", hash = "sha256:00" }
      wheels = [{ url = "https://index.test/anchor-1.2-py3-none-any.whl", size = 3 }]
      """;

  private static final String MARKER =
      "python_full_version >= '3.9' and (extra == 'a' or sys_platform in 'linux darwin')";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aDamagedLockIsReadOrRefused(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      List<ProjectProblem> problems = new ArrayList<>();
      Lockfile lock = LockfileReader.read("uv.lock", damaged(LOCK, random), problems);
      assertThat(lock).as("seed %d, round %d", seed, round).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void aDamagedMarkerIsReadOrRefusedWithItsPlace(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS * 10; round++) {
      String text = damaged(MARKER, random);
      try {
        assertThat(Marker.parse(text).toString()).isNotEmpty();
      } catch (MarkerSyntaxException e) {
        assertThat(e.offset()).as("%s", text).isBetween(0, text.length());
      }
    }
  }

  /// A few characters replaced, removed or doubled.
  private static String damaged(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(damaged.length());
      switch (random.nextInt(3)) {
        case 0 -> damaged.setCharAt(at, (char) (32 + random.nextInt(96)));
        case 1 -> damaged.delete(at, Math.min(damaged.length() - 1, at + random.nextInt(9)));
        default -> damaged.insert(at, damaged.substring(at, Math.min(damaged.length(), at + 5)));
      }
    }
    return damaged.toString();
  }
}

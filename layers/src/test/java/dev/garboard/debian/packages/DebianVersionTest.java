package dev.garboard.debian.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DebianVersionTest {

  private static final Path DPKG = Path.of("/usr/bin/dpkg");

  @ParameterizedTest
  @CsvSource({
    "1.0, <, 1.1",
    "1.0, =, 1.0",
    "1.0, =, 1.0-0",
    "1.0, =, 0:1.0",
    "1.0-1, <, 1.0-1+b1",
    "1.0-1, <, 1.0-1.1",
    "1.0~rc1, <, 1.0",
    "1.0~~, <, 1.0~",
    "1.0~, <, 1.0",
    "2.41-12, <, 2.41-12+deb13u4",
    "2.41-12+deb13u4, <, 2.41-13",
    "9, <, 10",
    "1:0.1, >, 9.9",
    "1.0a, <, 1.0+",
    "1.0a, <, 1.0.1",
    "007, =, 7",
    "1.0-1-1, >, 1.0-1",
    "99999999999999999999999, <, 100000000000000000000000",
    "1:1.3.dfsg+really1.3.1-1+b1, >, 1:1.3.dfsg-3",
    "20250419, >, 2025.4",
    "1.A, <, 1.a",
  })
  void ordersAsThePolicySays(String left, String relation, String right) {
    int difference = new DebianVersion(left).compareTo(new DebianVersion(right));

    assertThat(symbol(difference)).isEqualTo(relation);
    assertThat(new DebianVersion(right).compareTo(new DebianVersion(left))).isEqualTo(-difference);
  }

  private static String symbol(int difference) {
    if (difference == 0) {
      return "=";
    }
    return difference < 0 ? "<" : ">";
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void ordersRandomVersionsAsDpkgDoes(long seed) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(DPKG), "no dpkg on this machine");
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      String left = sample(random);
      String right = random.nextInt(3) == 0 ? left + "~" : sample(random);
      int difference = new DebianVersion(left).compareTo(new DebianVersion(right));
      String operator =
          switch (symbol(difference)) {
            case "<" -> "lt-nl";
            case ">" -> "gt-nl";
            default -> "eq";
          };
      Process dpkg =
          new ProcessBuilder(DPKG.toString(), "--compare-versions", left, operator, right)
              .redirectErrorStream(true)
              .start();
      assertThat(dpkg.waitFor()).as("seed %d: %s %s %s", seed, left, operator, right).isZero();
    }
  }

  private static String sample(Random random) {
    String alphabet = "0012345aAbz.+~";
    StringBuilder text = new StringBuilder();
    if (random.nextInt(4) == 0) {
      text.append(random.nextInt(3)).append(':');
    }
    text.append(random.nextInt(12));
    for (int n = random.nextInt(6); n > 0; n--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    if (random.nextBoolean()) {
      text.append('-').append(random.nextInt(12));
      for (int n = random.nextInt(4); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:1", ":1", "1:", "1 2", "1\n2", "-1:2"})
  void refusesWhatIsNoVersion(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new DebianVersion(text));
  }

  @Test
  void splitsIntoParts() {
    DebianVersion version = new DebianVersion("1:3.13.5-2+deb13u1");

    assertThat(version.upstream()).isEqualTo("3.13.5");
    assertThat(version.revision()).isEqualTo("2+deb13u1");
    assertThat(new DebianVersion("6.5").revision()).isEmpty();
  }
}

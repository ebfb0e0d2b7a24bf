package dev.garboard.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesLawTest {

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void normalisingTwiceIsNormalisingOnce(long seed) {
    Random random = new Random(seed);
    String letters = "abXY09-_.";
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder("a");
      random
          .ints(random.nextInt(8), 0, letters.length())
          .forEach(c -> text.append(letters.charAt(c)));
      PackageName once = PackageName.of(text + "z");
      assertThat(PackageName.of(once.value())).isEqualTo(once);
    }
  }

  @Test
  void nearestNamesComeNearestFirst() {
    assertThat(NearestNames.of("htpp", List.of("http", "https", "gpu", "zzzzzz")))
        .containsExactly("http", "https");
  }
}

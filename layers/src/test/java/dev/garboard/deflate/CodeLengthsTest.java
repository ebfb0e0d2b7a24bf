package dev.garboard.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeLengthsTest {

  @ParameterizedTest
  @ValueSource(ints = {7, 9, 15})
  void fillsTheCodeSpaceWithinTheLimit(int limit) {
    SplittableRandom random = new SplittableRandom(limit);
    for (int round = 0; round < 2000; round++) {
      int[] frequencies = new int[2 + random.nextInt(limit == 7 ? 18 : 285)];
      for (int i = 0; i < frequencies.length; i++) {
        // Skewed, to provoke codes beyond the limit.
        frequencies[i] = random.nextInt(4) == 0 ? 0 : 1 << random.nextInt(20);
      }
      byte[] lengths = new byte[frequencies.length];
      CodeLengths.compute(frequencies, frequencies.length, limit, lengths);
      long space = 0;
      for (int i = 0; i < lengths.length; i++) {
        assertThat((int) lengths[i]).isLessThanOrEqualTo(limit);
        assertThat(lengths[i] > 0 || frequencies[i] == 0).isTrue();
        space += lengths[i] == 0 ? 0 : 1L << (limit - lengths[i]);
      }
      assertThat(space).isEqualTo(1L << limit);
    }
  }

  @Test
  void isHuffmansWhereTheLimitDoesNotMatter() {
    int[] fibonacci = {1, 1, 2, 3, 5, 8, 13};
    byte[] lengths = new byte[fibonacci.length];
    CodeLengths.compute(fibonacci, fibonacci.length, 15, lengths);
    assertThat(lengths).containsExactly(6, 6, 5, 4, 3, 2, 1);
  }
}

package dev.garboard.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.garboard.deflate.InvalidDeflateException.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawInflaterTest {

  private static final List<Integer> STRATEGIES =
      List.of(Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void inflatesWhatZlibDeflated(int level) throws IOException {
    for (byte[] sample : Samples.all(level)) {
      for (int strategy : STRATEGIES) {
        byte[] deflated = Samples.deflate(sample, level, strategy);
        RawInflater inflater = new RawInflater(new ByteArrayInputStream(deflated));

        assertThat(drain(inflater)).isEqualTo(sample);
        assertThat(inflater.inflatedSize()).isEqualTo(sample.length);
        assertThat((inflater.bitPosition() + 7) / 8).isEqualTo(deflated.length);
        int finalBit = (int) inflater.finalBlockBit();
        assertThat(deflated[finalBit / 8] >> (finalBit % 8) & 1).isEqualTo(1);
      }
    }
  }

  @Test
  void inflatesAStreamThatComesByteByByte() throws IOException {
    byte[] sample = Samples.mixed(new SplittableRandom(5), 200_000);
    InputStream slow = slow(Samples.deflate(sample, 6, Deflater.DEFAULT_STRATEGY));

    assertThat(InflatingStream.of(slow).readAllBytes()).isEqualTo(sample);
  }

  @Test
  void ignoresWhatFollows() throws IOException {
    byte[] sample = Samples.text(new SplittableRandom(6), 5000);
    byte[] deflated = Samples.deflate(sample, 6, Deflater.DEFAULT_STRATEGY);
    RawInflater inflater =
        new RawInflater(
            new ByteArrayInputStream(Arrays.copyOf(deflated, deflated.length + 50_000)));

    assertThat(drain(inflater)).isEqualTo(sample);
    assertThat((inflater.bitPosition() + 7) / 8).isEqualTo(deflated.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6})
  void callsEveryPrefixTruncated(int level) {
    byte[] sample = Samples.mixed(new SplittableRandom(7), 3000);
    for (int strategy : STRATEGIES) {
      byte[] deflated = Samples.deflate(sample, level, strategy);
      for (int n = 0; n < deflated.length; n++) {
        byte[] prefix = Arrays.copyOf(deflated, n);
        assertThatExceptionOfType(InvalidDeflateException.class)
            .isThrownBy(() -> drain(new RawInflater(new ByteArrayInputStream(prefix))))
            .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.TRUNCATED))
            .satisfies(e -> assertThat(e.bitOffset()).isEqualTo(8L * prefix.length));
      }
    }
  }

  /// Whatever zlib accepts is accepted with the same bytes; whatever it refuses is refused.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void agreesWithZlibOnDamagedStreams(int seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    for (int i = 0; i < 4000; i++) {
      byte[] sample = Samples.mixed(random, 1 + random.nextInt(600));
      int strategy = STRATEGIES.get(random.nextInt(STRATEGIES.size()));
      byte[] damaged = Samples.deflate(sample, random.nextInt(10), strategy);
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        // Most damage goes to the header, where most rules are.
        int bit =
            random.nextInt(8 * (random.nextBoolean() ? damaged.length : 1 + damaged.length / 8));
        damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      }
      refused += agreesWithZlib(damaged) ? 0 : 1;
    }
    assertThat(refused).isBetween(400, 3900);
  }

  /// Random bits reach codes that no compressor makes.
  @ParameterizedTest
  @ValueSource(ints = {11, 12})
  void agreesWithZlibOnNoise(int seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = Samples.noise(random, 1 + random.nextInt(200), 256);
      // Mostly dynamic blocks with few codes.
      noise[0] =
          (byte) ((noise[0] & ~7) | (i % 4 == 0 ? random.nextInt(8) : 4 + random.nextInt(2)));
      agreesWithZlib(noise);
    }
  }

  private static boolean agreesWithZlib(byte[] deflated) throws IOException {
    byte[] expected;
    try {
      expected = Samples.inflate(deflated);
    } catch (DataFormatException invalid) {
      assertThatExceptionOfType(InvalidDeflateException.class)
          .isThrownBy(() -> drain(new RawInflater(new ByteArrayInputStream(deflated))))
          .satisfies(e -> assertThat(e.bitOffset()).isBetween(0L, 8L * deflated.length));
      return false;
    }
    assertThat(drain(new RawInflater(new ByteArrayInputStream(deflated)))).isEqualTo(expected);
    return true;
  }

  static byte[] drain(RawInflater inflater) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    inflater.transferTo(out::write);
    return out.toByteArray();
  }

  private static InputStream slow(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(1, length));
      }
    };
  }
}

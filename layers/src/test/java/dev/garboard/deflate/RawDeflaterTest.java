package dev.garboard.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Hashing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawDeflaterTest {

  private static final int DEFAULT = Deflater.DEFAULT_STRATEGY;

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void zlibInflatesWhatItWrote(long seed) throws Exception {
    for (byte[] sample : Samples.all(seed)) {
      byte[] deflated = deflate(sample, Integer.MAX_VALUE);
      assertThat(Samples.inflate(deflated)).isEqualTo(sample);
      assertThat(RawInflaterTest.drain(new RawInflater(new ByteArrayInputStream(deflated))))
          .isEqualTo(sample);
    }
  }

  @Test
  void isNoLargerThanZlibByMoreThanTwoPercent() throws IOException {
    for (byte[] sample : Samples.all(31)) {
      int zlib = Samples.deflate(sample, 6, DEFAULT).length;
      assertThat(deflate(sample, Integer.MAX_VALUE).length)
          .isLessThanOrEqualTo(zlib * 102 / 100 + 16);
    }
  }

  @Test
  void storesNoiseWithHardlyAnyOverhead() throws IOException {
    byte[] noise = Samples.noise(new SplittableRandom(3), 1_000_000, 256);
    assertThat(deflate(noise, Integer.MAX_VALUE)).hasSizeLessThan(1_000_000 + 31 * 5 + 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 512, 65_537})
  void writesTheSameForAnySizeOfCalls(int piece) throws IOException {
    byte[] sample = Samples.mixed(new SplittableRandom(41), 900_000);
    assertThat(deflate(sample, piece)).isEqualTo(deflate(sample, Integer.MAX_VALUE));
  }

  /// A change of these digests changes every layer that holds bytes from no wheel: it needs a new
  /// version in `Compression.keyParameters`.
  @Test
  void writesPinnedBytes() throws IOException {
    SplittableRandom random = new SplittableRandom(51);
    byte[] text = Samples.text(random, 300_000);
    byte[] mixed = Samples.mixed(random, 600_000);
    assertThat(Hashing.sha256(deflate(text, 1000)).hex()).startsWith("9f3ee3c864713a6b");
    assertThat(Hashing.sha256(deflate(mixed, 1000)).hex()).startsWith("2172bf46db65967f");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 9})
  void splicesStreamsBetweenBytes(int level) throws Exception {
    SplittableRandom random = new SplittableRandom(61 + level);
    List<byte[]> samples = Samples.all(62);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    ByteArrayOutputStream inflated = new ByteArrayOutputStream();
    ByteArrayOutputStream foreign = new ByteArrayOutputStream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RawDeflater deflater = new RawDeflater(out);
    for (byte[] sample : samples) {
      byte[] own = Samples.text(random, random.nextInt(1500));
      deflater.write(own, 0, own.length);
      expected.write(own);
      byte[] stream = Samples.deflate(sample, level, DEFAULT);
      long bits = deflater.splice(new ByteArrayInputStream(stream), inflated::write);
      assertThat((bits + 7) / 8).isEqualTo(stream.length);
      expected.write(sample);
      foreign.write(sample);
    }
    deflater.finish();

    assertThat(inflated.toByteArray()).isEqualTo(foreign.toByteArray());
    assertThat(Samples.inflate(out.toByteArray())).isEqualTo(expected.toByteArray());
    assertThat(RawInflaterTest.drain(new RawInflater(new ByteArrayInputStream(out.toByteArray()))))
        .isEqualTo(expected.toByteArray());
  }

  /// Long enough that absolute positions start anew, once while writing and once while splicing.
  @Test
  void staysRightOverTensOfMegabytes() throws Exception {
    byte[] sample = Samples.mixed(new SplittableRandom(81), 500_000);
    byte[] stream = Samples.deflate(Arrays.copyOf(sample, 40_000), 6, DEFAULT);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RawDeflater deflater = new RawDeflater(out);
    for (int i = 0; i < 80; i++) {
      sample[i * 1000]++;
      deflater.write(sample, 0, sample.length);
      expected.write(sample);
    }
    for (int i = 0; i < 500; i++) {
      deflater.splice(new ByteArrayInputStream(stream), (b, o, n) -> expected.write(b, o, n));
      deflater.write(sample, 0, 300);
      expected.write(sample, 0, 300);
    }
    deflater.finish();
    assertThat(Samples.inflate(out.toByteArray())).isEqualTo(expected.toByteArray());
  }

  @Test
  void findsMatchesAcrossASplicedStream() throws Exception {
    byte[] header = Samples.noise(new SplittableRandom(71), 400, 256);
    byte[] stream = Samples.deflate(new byte[20_000], 6, DEFAULT);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RawDeflater deflater = new RawDeflater(out);
    for (int i = 0; i < 10; i++) {
      deflater.write(header, 0, header.length);
      deflater.splice(new ByteArrayInputStream(stream), (bytes, offset, length) -> {});
    }
    deflater.finish();
    // The noise is there once; later headers are two matches and block ends.
    assertThat(out.size()).isLessThan(header.length + 40 + 10 * (stream.length + 30));
  }

  private static byte[] deflate(byte[] bytes, int piece) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RawDeflater deflater = new RawDeflater(out);
    for (int at = 0; at < bytes.length; at += Math.min(piece, bytes.length - at)) {
      deflater.write(bytes, at, Math.min(piece, bytes.length - at));
    }
    deflater.finish();
    return out.toByteArray();
  }
}

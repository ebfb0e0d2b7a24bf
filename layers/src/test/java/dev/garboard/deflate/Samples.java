package dev.garboard.deflate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Bytes of several kinds, and the host's zlib as the oracle.
final class Samples {

  private static final String[] WORDS = {
    "import ",
    "return ",
    "self.",
    "def ",
    "None",
    "(",
    "):\n    ",
    "class ",
    " = ",
    "value",
    "0",
    "\n"
  };

  private Samples() {}

  /// Samples of many sizes; equal for equal seeds.
  static List<byte[]> all(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> samples = new ArrayList<>();
    for (int size : new int[] {0, 1, 2, 3, 4, 5, 17, 257, 258, 259, 511, 4096, 70_000}) {
      samples.add(new byte[size]);
      samples.add(noise(random, size, 256));
      samples.add(noise(random, size, 3));
      samples.add(text(random, size));
    }
    samples.add(text(random, 400_000));
    samples.add(noise(random, 300_000, 256));
    samples.add(mixed(random, 700_000));
    samples.add(skewed());
    return samples;
  }

  static byte[] noise(SplittableRandom random, int size, int symbols) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) random.nextInt(symbols);
    }
    return bytes;
  }

  /// Symbol frequencies that are Fibonacci numbers, so that codes of all lengths occur.
  static byte[] skewed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int a = 1;
    int b = 1;
    for (int symbol = 0; symbol < 19; symbol++) {
      for (int i = 0; i < a; i++) {
        out.write(symbol * 7 + 1);
      }
      int next = a + b;
      a = b;
      b = next;
    }
    byte[] bytes = out.toByteArray();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = bytes.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      byte swap = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swap;
    }
    return bytes;
  }

  static byte[] text(SplittableRandom random, int size) {
    StringBuilder text = new StringBuilder();
    while (text.length() < size) {
      text.append(WORDS[random.nextInt(WORDS.length)]);
      if (random.nextInt(9) == 0) {
        text.append(random.nextInt(100_000));
      }
    }
    text.setLength(size);
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Runs, repeats from any distance and noise, so that all distances and lengths occur.
  static byte[] mixed(SplittableRandom random, int size) {
    byte[] bytes = new byte[size];
    int at = 0;
    while (at < size) {
      int n = Math.min(size - at, 1 + random.nextInt(400));
      int kind = at == 0 ? 0 : random.nextInt(3);
      int from = at == 0 ? 0 : at - 1 - random.nextInt(Math.min(at, 40_000));
      for (int i = 0; i < n; i++, at++) {
        bytes[at] =
            switch (kind) {
              case 0 -> (byte) random.nextInt(256);
              case 1 -> bytes[at - 1];
              default -> bytes[from + i];
            };
      }
    }
    return bytes;
  }

  /// What zlib makes of the bytes.
  static byte[] deflate(byte[] bytes, int level, int strategy) {
    Deflater deflater = new Deflater(level, true);
    try {
      deflater.setStrategy(strategy);
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /// What zlib reads out of a raw deflate stream.
  ///
  /// @throws DataFormatException when it is invalid or truncated
  static byte[] inflate(byte[] deflated) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      while (!inflater.finished()) {
        int n = inflater.inflate(buffer);
        if (n == 0 && !inflater.finished()) {
          throw new DataFormatException("truncated");
        }
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    } finally {
      inflater.end();
    }
  }
}

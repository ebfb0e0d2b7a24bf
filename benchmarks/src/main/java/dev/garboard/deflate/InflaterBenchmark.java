package dev.garboard.deflate;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Eight megabytes of text like source code, inflated by us and by zlib.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class InflaterBenchmark {

  private static final int SIZE = 8 << 20;

  private final byte[] deflated = deflate(text());

  private static byte[] text() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    while (text.length() < SIZE) {
      text.append("def f").append(random.nextInt(100_000)).append("(self):\n    return ");
      text.append(Long.toHexString(random.nextLong())).append("\n\n");
    }
    return text.substring(0, SIZE).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  private static byte[] deflate(byte[] bytes) {
    Deflater deflater = new Deflater(6, true);
    deflater.setInput(bytes);
    deflater.finish();
    byte[] buffer = new byte[bytes.length];
    int length = deflater.deflate(buffer);
    deflater.end();
    return Arrays.copyOf(buffer, length);
  }

  @Benchmark
  public long ours() throws Exception {
    RawInflater inflater = new RawInflater(new ByteArrayInputStream(deflated));
    inflater.transferTo((_, _, _) -> {});
    return inflater.inflatedSize();
  }

  @Benchmark
  public long zlib() throws DataFormatException {
    Inflater inflater = new Inflater(true);
    inflater.setInput(deflated);
    byte[] buffer = new byte[1 << 16];
    while (!inflater.finished()) {
      inflater.inflate(buffer);
    }
    long size = inflater.getBytesWritten();
    inflater.end();
    return size;
  }
}

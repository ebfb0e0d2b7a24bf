package dev.garboard.layer;

import dev.garboard.tree.FileTree;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One layer of all wheels, compressed in three ways.
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 2)
@Measurement(iterations = 3)
public class LayerBenchmark {

  @Param({"splice", "zstd3", "gzip6"})
  public String compression = "";

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private WheelSet wheels;
  private Written last;
  private long least = Long.MAX_VALUE;

  @Setup
  public void open() throws Exception {
    wheels = new WheelSet();
  }

  @TearDown
  public void report() throws IOException {
    wheels.close();
    System.out.printf(
        Locale.ROOT,
        "%n%s: %d bytes, %.3f s of processor time, %s%n",
        compression,
        last.size(),
        least / 1e9,
        last.diffId());
  }

  @Benchmark
  public Written write() throws Exception {
    long before = threads.getCurrentThreadCpuTime();
    last = write(wheels.tree());
    least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
    return last;
  }

  private Written write(FileTree tree) throws Exception {
    OutputStream none = OutputStream.nullOutputStream();
    return switch (compression) {
      case "splice" -> LayerWriter.write(tree, Compression.SPLICE, none);
      case "zstd3" -> LayerWriter.write(tree, Compression.ZSTD_3, none);
      case "gzip6" -> {
        try (GzipTar tar = new GzipTar(none, 6)) {
          new TarWriter(tar).write(tree);
          yield tar.finish();
        }
      }
      default -> throw new IllegalStateException(compression);
    };
  }
}

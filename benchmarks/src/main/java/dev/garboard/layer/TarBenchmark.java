package dev.garboard.layer;

import dev.garboard.content.Content;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The tar of five thousand small files, without compression or digests.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class TarBenchmark {

  private final FileTree tree = tree();

  private static FileTree tree() {
    FileTree.TreeWriter tree = FileTree.writer();
    for (int i = 0; i < 5000; i++) {
      UnixPath path = UnixPath.of("opt/venv/lib/python3.13/site-packages/p" + i % 50 + "/m" + i);
      tree.put(path, TreeEntry.file(Content.of("x = 1\n".repeat(i % 400)), false));
    }
    return tree.tree();
  }

  /// Counts bytes.
  private static final class Count implements TarOutput {
    private long bytes;

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes += length;
    }

    @Override
    public void write(UnixPath path, Content content) {
      bytes += content.size();
    }
  }

  @Benchmark
  public long write() throws Exception {
    Count count = new Count();
    new TarWriter(count).write(tree);
    return count.bytes;
  }
}

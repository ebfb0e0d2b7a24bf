package dev.garboard.python;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A marker as universal lockfiles have them.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class MarkerBenchmark {

  private static final String TEXT =
      "(python_full_version >= '3.11' and platform_machine != 'aarch64' and sys_platform == 'linux')"
          + " or (python_full_version < '3.13' and platform_python_implementation == 'PyPy')"
          + " or (extra == 'standard' and sys_platform != 'win32')";

  private Marker marker;
  private final MarkerEnvironment environment =
      new MarkerEnvironment(
          new MarkerEnvironment.Platform("posix", "linux", "Linux", "x86_64", "", ""),
          new MarkerEnvironment.Implementation(
              "cpython", "CPython", Version.parse("3.13.5"), Version.parse("3.13.5")));

  @Setup
  public void read() throws MarkerSyntaxException {
    marker = parse();
  }

  @Benchmark
  public Marker parse() throws MarkerSyntaxException {
    return Marker.parse(TEXT);
  }

  @Benchmark
  public boolean evaluate() {
    return marker.evaluate(environment, Set.of(ExtraName.of("standard")));
  }
}

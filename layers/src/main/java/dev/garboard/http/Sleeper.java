package dev.garboard.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Waits between attempts.
@FunctionalInterface
public interface Sleeper {

  /// Waits for real.
  Sleeper REAL = duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());

  /// Waits this long.
  ///
  /// @throws InterruptedException when interrupted
  void sleep(Duration duration) throws InterruptedException;
}

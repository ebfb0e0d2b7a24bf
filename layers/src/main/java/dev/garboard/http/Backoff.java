package dev.garboard.http;

import java.time.Duration;

/// How long to wait after failures: half a second, then twice as long each time, or as long as the
/// server asks; never longer than a minute.
///
/// @param failures in a row, from 1
/// @param serverWait what the server asked for, zero when it did not
public record Backoff(int failures, Duration serverWait) {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /// The time until the next attempt.
  public Duration duration() {
    Duration own = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
    Duration wait = serverWait.compareTo(own) > 0 ? serverWait : own;
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}

package dev.garboard.http;

import java.time.Duration;

/// Repeats an attempt that failed for a passing reason: waits half a second, then twice as long
/// each time, or as long as the server asks; never longer than a minute.
final class Retries {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final int limit;
  private final Sleeper sleeper;

  Retries(int limit, Sleeper sleeper) {
    this.limit = limit;
    this.sleeper = sleeper;
  }

  /// Counts the failures of one piece of work.
  final class Count {
    private int failed;

    /// Waits before the next attempt.
    ///
    /// @throws HttpFailedException when there were enough
    void failed(TransientFailure failure) throws HttpFailedException, InterruptedException {
      failed++;
      if (failed > limit) {
        HttpProblem last = failure.problem();
        throw new HttpFailedException(new HttpProblem.RetriesExhausted(last.url(), failed, last));
      }
      Duration backOff = FIRST.multipliedBy(1L << Math.min(failed - 1, 10));
      Duration wait = failure.serverWait().compareTo(backOff) > 0 ? failure.serverWait() : backOff;
      sleeper.sleep(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    /// An attempt got ahead: the count starts anew.
    void progressed() {
      failed = 0;
    }
  }

  Count newCount() {
    return new Count();
  }

  /// One attempt.
  @FunctionalInterface
  interface Attempt<T> {
    T run() throws HttpFailedException, TransientFailure, InterruptedException;
  }

  <T> T run(Attempt<T> attempt) throws HttpFailedException, InterruptedException {
    Count count = newCount();
    while (true) {
      try {
        return attempt.run();
      } catch (TransientFailure failure) {
        count.failed(failure);
      }
    }
  }
}

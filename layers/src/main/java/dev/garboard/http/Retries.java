package dev.garboard.http;

/// Repeats an attempt that failed for a passing reason, after a [Backoff].
final class Retries {

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
      HttpProblem last = failure.problem();
      if (failed > last.retries(limit)) {
        throw new HttpFailedException(new HttpProblem.RetriesExhausted(last.url(), failed, last));
      }
      sleeper.sleep(new Backoff(failed, failure.serverWait()).duration());
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

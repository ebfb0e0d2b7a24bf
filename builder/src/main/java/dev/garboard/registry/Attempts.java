package dev.garboard.registry;

import dev.garboard.http.Sleeper;
import java.time.Duration;

/// Counts the failures of one operation, and waits after each: half a second, then twice as long
/// each time, or as long as the server asks; never longer than a minute.
final class Attempts {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final RegistryRequest request;
  private final RegistrySettings settings;
  private final Sleeper sleeper;
  private final long start = System.nanoTime();
  private int failed;

  Attempts(RegistryRequest request, RegistrySettings settings, Sleeper sleeper) {
    this.request = request;
    this.settings = settings;
    this.sleeper = sleeper;
  }

  /// How many failed.
  int failures() {
    return failed;
  }

  /// Something got ahead: the count starts anew, the time does not.
  void progressed() {
    failed = 0;
  }

  /// Waits before the next attempt.
  ///
  /// @throws RegistryException when there were enough, or the time is over
  void failed(PassingFailure failure) throws RegistryException, InterruptedException {
    failed++;
    if (failed > settings.retries()) {
      throw new RegistryException(counted(failure.problem()));
    }
    Duration backOff = FIRST.multipliedBy(1L << Math.min(failed - 1, 10));
    Duration wait = failure.serverWait().compareTo(backOff) > 0 ? failure.serverWait() : backOff;
    Duration capped = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    if (elapsed.plus(capped).compareTo(settings.limit()) > 0) {
      throw new RegistryException(new RegistryProblem.TimedOut(request, settings.limit()));
    }
    sleeper.sleep(capped);
  }

  private RegistryProblem counted(RegistryProblem problem) {
    return switch (problem) {
      case RegistryProblem.Throttled(RegistryRequest r, _) ->
          new RegistryProblem.Throttled(r, failed);
      case RegistryProblem.ServerFailed p ->
          new RegistryProblem.ServerFailed(p.request(), p.status(), failed, p.detail());
      case RegistryProblem.Unreachable p ->
          new RegistryProblem.Unreachable(p.request(), p.reason(), failed);
      case RegistryProblem p -> p;
    };
  }
}

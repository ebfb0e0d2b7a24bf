package dev.garboard.registry;

import dev.garboard.http.Backoff;
import dev.garboard.http.Sleeper;
import java.time.Duration;

/// Counts the failures of one operation, and waits after each; not where the registry has used up
/// the patience that there is for it.
final class Attempts {

  private final RegistryRequest request;
  private final RegistrySettings settings;
  private final Sleeper sleeper;
  private final SpentPatience.Share spent;
  private final long start = System.nanoTime();
  private int failed;

  /// @param spent of the registry, for what the request does: reading or writing
  Attempts(
      RegistryRequest request,
      RegistrySettings settings,
      Sleeper sleeper,
      SpentPatience.Share spent) {
    this.request = request;
    this.settings = settings;
    this.sleeper = sleeper;
    this.spent = spent;
  }

  /// How many failed.
  int failures() {
    return failed;
  }

  /// Something got ahead: the count starts anew, the time does not.
  void progressed() {
    failed = 0;
    spent.restore();
  }

  /// Waits before the next attempt.
  ///
  /// @throws RegistryException when there were enough, or the time is over
  void failed(PassingFailure failure) throws RegistryException, InterruptedException {
    failed++;
    boolean isLast = spent.isSpent() && isOutage(failure.problem());
    if (isLast || failed > retries(failure.problem())) {
      spend(failure.problem());
      throw new RegistryException(counted(failure.problem(), failed));
    }
    Duration wait = new Backoff(failed, failure.serverWait()).duration();
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    if (elapsed.plus(wait).compareTo(settings.limit()) > 0) {
      spend(failure.problem());
      throw new RegistryException(new RegistryProblem.TimedOut(request, settings.limit()));
    }
    sleeper.sleep(wait);
  }

  private void spend(RegistryProblem problem) {
    if (isOutage(problem)) {
      spent.spend();
    }
  }

  /// Whether nobody else need wait after this. A registry that asks for a pause lives, and whoever
  /// was unlucky does not speak for the others.
  private static boolean isOutage(RegistryProblem problem) {
    return switch (problem) {
      case RegistryProblem.Unreachable _, RegistryProblem.ServerFailed _ -> true;
      case RegistryProblem.TokenRefused refused -> refused.status() != 429;
      default -> false;
    };
  }

  private int retries(RegistryProblem problem) {
    return problem instanceof RegistryProblem.Unreachable unreachable
        ? unreachable.reason().retries(settings.retries())
        : settings.retries();
  }

  private static RegistryProblem counted(RegistryProblem problem, int attempts) {
    return switch (problem) {
      case RegistryProblem.Throttled(RegistryRequest r, _) ->
          new RegistryProblem.Throttled(r, attempts);
      case RegistryProblem.ServerFailed p ->
          new RegistryProblem.ServerFailed(p.request(), p.status(), attempts, p.detail());
      case RegistryProblem.Unreachable p ->
          new RegistryProblem.Unreachable(p.request(), p.reason(), attempts);
      case RegistryProblem p -> p;
    };
  }
}

package dev.garboard.registry;

import java.time.Duration;

/// A failure that another attempt may cure.
final class PassingFailure extends Exception {

  private final transient RegistryProblem problem;
  private final Duration wait;

  /// @param wait what the server asked for, zero when it did not
  PassingFailure(RegistryProblem problem, Duration wait) {
    super(problem.toString());
    this.problem = problem;
    this.wait = wait;
  }

  PassingFailure(RegistryProblem problem) {
    this(problem, Duration.ZERO);
  }

  RegistryProblem problem() {
    return problem;
  }

  Duration serverWait() {
    return wait;
  }
}

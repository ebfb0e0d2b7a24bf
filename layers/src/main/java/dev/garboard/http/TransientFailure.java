package dev.garboard.http;

import java.time.Duration;

/// A failure that another attempt may cure.
final class TransientFailure extends Exception {

  private final transient HttpProblem problem;
  private final Duration wait;

  TransientFailure(HttpProblem problem) {
    this(problem, Duration.ZERO);
  }

  /// @param wait what the server asked for, zero when it did not
  TransientFailure(HttpProblem problem, Duration wait) {
    super(problem.toString());
    this.problem = problem;
    this.wait = wait;
  }

  HttpProblem problem() {
    return problem;
  }

  Duration serverWait() {
    return wait;
  }
}

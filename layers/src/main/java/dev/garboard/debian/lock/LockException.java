package dev.garboard.debian.lock;

import java.util.List;

/// A lock that cannot be read.
public final class LockException extends Exception {
  private final transient List<LockProblem> problems;

  LockException(LockProblem problem) {
    super(problem.toString());
    this.problems = List.of(problem);
  }

  /// All that was found.
  public List<LockProblem> problems() {
    return problems;
  }
}

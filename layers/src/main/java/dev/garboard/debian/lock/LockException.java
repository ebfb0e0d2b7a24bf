package dev.garboard.debian.lock;

import dev.garboard.stage.StageException;
import java.util.List;

/// A lock that cannot be read.
public final class LockException extends StageException {
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

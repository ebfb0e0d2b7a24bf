package dev.garboard.debian.packages;

import dev.garboard.stage.StageException;
import java.util.List;

/// Packages that have no closure.
public final class ClosureException extends StageException {
  private final transient List<ClosureProblem> problems;

  /// With at least one problem.
  public ClosureException(List<ClosureProblem> problems) {
    super(problems.toString());
    this.problems = List.copyOf(problems);
  }

  /// All that was found.
  public List<ClosureProblem> problems() {
    return problems;
  }
}

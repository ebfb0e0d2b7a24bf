package dev.garboard.pipeline;

import dev.garboard.stage.StageException;
import java.util.List;

/// A selection that cannot become layers.
public final class PlanFailedException extends StageException {

  private final transient List<PlanProblem> problems;

  PlanFailedException(List<PlanProblem> problems) {
    super(problems.toString());
    this.problems = List.copyOf(problems);
  }

  /// Everything that is wrong; never empty.
  public List<PlanProblem> problems() {
    return problems;
  }
}

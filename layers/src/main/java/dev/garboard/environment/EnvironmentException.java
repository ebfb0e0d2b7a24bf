package dev.garboard.environment;

import dev.garboard.stage.StageException;
import java.util.List;

/// An environment that cannot be made or changed, with every problem found.
public final class EnvironmentException extends StageException {

  private final transient List<EnvironmentProblem> problems;

  /// For these reasons.
  public EnvironmentException(List<EnvironmentProblem> problems) {
    super(problems.toString());
    this.problems = List.copyOf(problems);
  }

  /// For this reason.
  public EnvironmentException(EnvironmentProblem problem) {
    this(List.of(problem));
  }

  /// The reasons; at least one.
  public List<EnvironmentProblem> problems() {
    return problems;
  }
}

package dev.garboard.hostbuild;

import dev.garboard.stage.StageException;
import java.util.List;

/// Distributions could not be built.
public final class HostBuildException extends StageException {

  private static final long serialVersionUID = 1;

  private final transient List<HostBuildProblem> problems;

  /// With all that was found; at least one.
  public HostBuildException(List<HostBuildProblem> problems) {
    super(problems.toString());
    this.problems = List.copyOf(problems);
  }

  /// With one problem.
  public HostBuildException(HostBuildProblem problem) {
    this(List.of(problem));
  }

  /// What was found.
  public List<HostBuildProblem> problems() {
    return problems;
  }
}

package dev.garboard.project;

import dev.garboard.stage.StageException;
import java.util.List;
import java.util.stream.Collectors;

/// A project that cannot be read as it is, with all that is wrong with it.
public final class ProjectException extends StageException {

  private static final long serialVersionUID = 1L;

  private final transient List<ProjectProblem> problems;

  /// With these problems.
  ///
  /// @param problems at least one, in file order
  public ProjectException(List<ProjectProblem> problems) {
    super(problems.stream().map(ProjectProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /// At least one, in file order.
  public List<ProjectProblem> problems() {
    return problems;
  }
}

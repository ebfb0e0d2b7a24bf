package dev.garboard.selection;

import dev.garboard.stage.StageException;
import java.util.List;
import java.util.stream.Collectors;

/// A request that this lockfile cannot answer for this target, with all that stands against it.
public final class SelectionException extends StageException {

  private static final long serialVersionUID = 1L;

  private final transient List<SelectionProblem> problems;

  /// With these problems.
  ///
  /// @param problems at least one
  public SelectionException(List<SelectionProblem> problems) {
    super(problems.stream().map(SelectionProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /// At least one.
  public List<SelectionProblem> problems() {
    return problems;
  }
}

package dev.garboard.locate;

import dev.garboard.stage.StageException;
import java.util.List;

/// Some files of the selection are not at hand; holds every problem, in the order of the input.
public final class LocateFailedException extends StageException {

  private final transient List<LocateProblem> problems;

  /// A failure for these reasons.
  public LocateFailedException(List<LocateProblem> problems) {
    super(problems.toString());
    this.problems = List.copyOf(problems);
  }

  /// The reasons; at least one.
  public List<LocateProblem> problems() {
    return problems;
  }
}

package dev.garboard.destination;

import dev.garboard.stage.StageException;
import java.util.List;

/// The image was not published.
public final class DestinationException extends StageException {

  private final transient List<DestinationProblem> problems;

  /// With one problem.
  public DestinationException(DestinationProblem problem) {
    super(problem.toString());
    this.problems = List.of(problem);
  }

  /// What is wrong; never empty.
  public List<DestinationProblem> problems() {
    return problems;
  }
}

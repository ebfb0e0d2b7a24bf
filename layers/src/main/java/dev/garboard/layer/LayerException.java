package dev.garboard.layer;

import dev.garboard.stage.StageException;
import java.util.List;

/// A layer could not be written because of what its tree holds.
public final class LayerException extends StageException {

  private final transient List<LayerProblem> problems;

  LayerException(LayerProblem problem, Throwable cause) {
    super(problem.toString(), cause);
    this.problems = List.of(problem);
  }

  LayerException(LayerProblem problem) {
    this(List.of(problem));
  }

  LayerException(List<LayerProblem> problems) {
    super(problems.toString());
    this.problems = List.copyOf(problems);
  }

  /// What is wrong; never empty.
  public List<LayerProblem> problems() {
    return problems;
  }
}

package dev.garboard.image;

import dev.garboard.stage.StageException;
import java.util.List;

/// The base cannot be used, or the image cannot be assembled.
public final class AssemblyException extends StageException {

  private final transient List<AssemblyProblem> problems;

  /// With all that was found.
  public AssemblyException(List<AssemblyProblem> problems) {
    super(problems.toString());
    this.problems = List.copyOf(problems);
  }

  /// With one problem.
  public AssemblyException(AssemblyProblem problem) {
    this(List.of(problem));
  }

  /// What is wrong; never empty.
  public List<AssemblyProblem> problems() {
    return problems;
  }
}

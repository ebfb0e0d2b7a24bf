package dev.garboard.debian.unpack;

import dev.garboard.stage.StageException;
import java.util.List;

/// Packages that cannot be unpacked.
public final class UnpackException extends StageException {
  private final transient List<UnpackProblem> problems;

  /// With at least one problem.
  public UnpackException(List<UnpackProblem> problems) {
    super(problems.toString());
    this.problems = List.copyOf(problems);
  }

  UnpackException(UnpackProblem problem) {
    this(List.of(problem));
  }

  /// All that was found.
  public List<UnpackProblem> problems() {
    return problems;
  }
}

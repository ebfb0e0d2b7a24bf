package dev.garboard.install;

import dev.garboard.stage.StageException;
import java.util.List;

/// A distribution that cannot be installed, with every problem found.
public final class InstallException extends StageException {

  private final String distribution;
  private final transient List<InstallProblem> problems;

  /// Of one distribution.
  ///
  /// @param distribution the wheel's file name, or the directory of a source tree
  public InstallException(String distribution, List<InstallProblem> problems) {
    super(distribution + ": " + problems);
    this.distribution = distribution;
    this.problems = List.copyOf(problems);
  }

  /// The wheel's file name, or the directory of a source tree.
  public String distribution() {
    return distribution;
  }

  /// What is wrong; at least one.
  public List<InstallProblem> problems() {
    return problems;
  }
}

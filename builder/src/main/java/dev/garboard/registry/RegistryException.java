package dev.garboard.registry;

/// A registry did not do what it was asked.
public final class RegistryException extends Exception {

  private final transient RegistryProblem problem;

  /// For this reason.
  public RegistryException(RegistryProblem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /// What is wrong.
  public RegistryProblem problem() {
    return problem;
  }
}

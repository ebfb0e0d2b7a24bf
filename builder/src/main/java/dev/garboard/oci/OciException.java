package dev.garboard.oci;

/// A foreign document or name is malformed.
public final class OciException extends Exception {

  private final transient OciProblem problem;

  /// With the one problem that stopped the reading.
  public OciException(OciProblem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /// What is wrong.
  public OciProblem problem() {
    return problem;
  }
}

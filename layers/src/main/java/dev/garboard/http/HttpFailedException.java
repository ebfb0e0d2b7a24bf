package dev.garboard.http;

/// A request that gave no result; the message is the problem's data, free of secrets.
public final class HttpFailedException extends Exception {

  private final transient HttpProblem problem;

  /// A failure for this reason.
  public HttpFailedException(HttpProblem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /// The reason.
  public HttpProblem problem() {
    return problem;
  }
}

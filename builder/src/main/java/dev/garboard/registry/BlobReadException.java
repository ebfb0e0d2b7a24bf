package dev.garboard.registry;

import java.io.IOException;

/// A blob of a registry cannot be read on.
public final class BlobReadException extends IOException {

  private final transient RegistryProblem problem;

  BlobReadException(RegistryProblem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /// What is wrong.
  public RegistryProblem problem() {
    return problem;
  }
}

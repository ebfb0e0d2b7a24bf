package dev.garboard.cli;

import java.util.List;

/// What a command says when it cannot go on.
///
/// @param exit one of [ExitCode]
/// @param title one line: what is wrong
/// @param details lines in order: what was found and where, why it is wrong, what to do
record Failure(int exit, String title, List<String> details) {

  Failure {
    details = List.copyOf(details);
  }

  static Failure of(int exit, String title, String... details) {
    return new Failure(exit, title, List.of(details));
  }

  /// Ends a command with a failure; caught in [Main] alone.
  static final class FailureException extends Exception {
    private final transient Failure failure;

    FailureException(Failure failure) {
      super(failure.title());
      this.failure = failure;
    }

    Failure failure() {
      return failure;
    }
  }

  FailureException exception() {
    return new FailureException(this);
  }
}

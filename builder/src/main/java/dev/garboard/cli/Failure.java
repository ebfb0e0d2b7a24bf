package dev.garboard.cli;

import java.util.List;

/// What a command says when it cannot go on. Whatever it was made of, it holds neither passwords of
/// URLs nor characters that command a terminal.
///
/// @param exit one of [ExitCode]
/// @param title one line: what is wrong
/// @param details lines in order: what was found and where, why it is wrong, what to do
record Failure(int exit, String title, List<String> details) {

  Failure {
    title = Phrases.printable(title);
    details = details.stream().map(Phrases::printable).toList();
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

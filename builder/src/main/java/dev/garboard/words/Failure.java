package dev.garboard.words;

import java.util.List;

/// What a command says when it cannot go on. Whatever it was made of, it holds neither passwords of
/// URLs nor characters that command a terminal.
///
/// @param exit one of [ExitCode]
/// @param title one line: what is wrong
/// @param details lines in order: what was found and where, why it is wrong, what to do
public record Failure(int exit, String title, List<String> details) {

  public Failure {
    title = Phrases.printable(title);
    details = details.stream().map(Phrases::printable).toList();
  }

  public static Failure of(int exit, String title, String... details) {
    return new Failure(exit, title, List.of(details));
  }

  /// Ends a command with a failure; caught in [Main] alone.
  public static final class FailureException extends Exception {
    private final transient Failure failure;

    public FailureException(Failure failure) {
      super(failure.title());
      this.failure = failure;
    }

    public Failure failure() {
      return failure;
    }
  }

  public FailureException exception() {
    return new FailureException(this);
  }
}

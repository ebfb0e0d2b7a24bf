package dev.garboard.buildpack;

import java.util.List;

/// A failure in words.
///
/// @param title one line, no full stop
/// @param facts what was found, and where
/// @param advice what to do about it
record Failure(String title, List<String> facts, List<String> advice) {
  Failure {
    facts = List.copyOf(facts);
    advice = List.copyOf(advice);
  }

  static Failure of(String title, String... facts) {
    return new Failure(title, List.of(facts), List.of());
  }

  Failure help(String... more) {
    return new Failure(title, facts, plus(advice, List.of(more)));
  }

  Failure fact(String more) {
    return more.isEmpty() ? this : new Failure(title, plus(facts, List.of(more)), advice);
  }

  private static List<String> plus(List<String> some, List<String> more) {
    return java.util.stream.Stream.concat(some.stream(), more.stream()).distinct().toList();
  }

  FailureException exception() {
    return new FailureException(this);
  }

  /// Ends the build.
  static final class FailureException extends Exception {
    private final transient Failure failure;

    private FailureException(Failure failure) {
      super(failure.title());
      this.failure = failure;
    }

    Failure failure() {
      return failure;
    }
  }
}

package dev.garboard.cli;

import static dev.garboard.words.Phrases.code;
import static dev.garboard.words.Phrases.codes;

import dev.garboard.freshness.Freshness;
import dev.garboard.freshness.Freshness.Difference;
import dev.garboard.freshness.Freshness.Doubt;
import dev.garboard.freshness.FreshnessCheck;
import dev.garboard.freshness.UvSurroundings;
import dev.garboard.project.Project;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Stops at a lockfile that is stale, unless `--frozen` says not to look.
final class LockCheck {

  private static final int SHOWN = 10;

  private LockCheck() {}

  /// Looks whether the lockfile is up to date, as far as the flags want to know.
  ///
  /// @return whether all that they want to know is known
  static boolean require(Project project, SelectionOptions options, Console console)
      throws FailureException, IOException {
    requireOne(options);
    if (options.frozen) {
      return true;
    }
    return switch (FreshnessCheck.of(project, UvSurroundings.of(console.environment()))) {
      case Freshness.Fresh() -> true;
      case Freshness.Stale(List<Difference> differences) -> throw stale(differences).exception();
      case Freshness.Unknown(List<Doubt> doubts) -> {
        if (options.locked) {
          throw unknown("cannot tell whether uv.lock is up to date, as `--locked` demands", doubts)
              .exception();
        }
        console.warn(unknown("cannot tell whether uv.lock is up to date", doubts));
        yield false;
      }
    };
  }

  /// Refuses flags that contradict each other.
  static void requireOne(SelectionOptions options) throws FailureException {
    if (options.frozen && options.locked) {
      throw Failure.of(ExitCode.USAGE, "`--frozen` and `--locked` cannot be used together")
          .exception();
    }
  }

  private static Failure stale(List<Difference> differences) {
    List<String> details = new ArrayList<>();
    differences.stream().limit(SHOWN).map(LockCheck::words).forEach(details::add);
    if (differences.size() > SHOWN) {
      details.add("and " + (differences.size() - SHOWN) + " more");
    }
    details.add("Ways out:");
    details.add("  1. Run `uv lock`, and commit the lockfile");
    details.add("  2. Take what is locked with `--frozen`");
    return new Failure(
        ExitCode.LOCK, "uv.lock is stale: it was not made from the project as it is", details);
  }

  private static String words(Difference difference) {
    List<String> parts = new ArrayList<>();
    if (!difference.declared().isEmpty()) {
      parts.add("not locked: " + codes(difference.declared()));
    }
    if (!difference.locked().isEmpty()) {
      parts.add("locked: " + codes(difference.locked()));
    }
    return difference.file() + ": " + code(difference.key()) + ": " + String.join("; ", parts);
  }

  private static Failure unknown(String title, List<Doubt> doubts) {
    List<String> details = new ArrayList<>();
    doubts.stream().map(LockCheck::words).distinct().limit(SHOWN).forEach(details::add);
    details.add("`uv lock --check` can tell; `--frozen` takes what is locked without asking");
    return new Failure(ExitCode.LOCK, title, details);
  }

  private static String words(Doubt doubt) {
    String what = doubt.file() + (doubt.key().isEmpty() ? "" : ": " + code(doubt.key()));
    return what
        + switch (doubt.reason()) {
          case DYNAMIC -> ": only the build backend knows it";
          case UNREADABLE -> ": it cannot be read";
          case SURROUNDINGS ->
              ": uv listens to it, and what it does to the lockfile is not known here";
          case NOT_COMPARED -> ": it is not compared with the lockfile";
        };
  }
}

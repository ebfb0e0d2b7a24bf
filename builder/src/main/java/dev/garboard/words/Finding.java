package dev.garboard.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The words for one problem.
///
/// @param exit one of [ExitCode]
/// @param title one line: what is wrong, and where
/// @param facts lines: what was found, why it is wrong
/// @param advice what to do, any one of these
public record Finding(int exit, String title, List<String> facts, List<String> advice) {

  /// Gravest first. A fault of ours hides all else; then what must never be passed over, then what
  /// somebody has to change, and last what may pass by itself.
  private static final List<Integer> GRAVITY =
      List.of(
          ExitCode.INTERNAL,
          ExitCode.INTEGRITY,
          ExitCode.ACCESS,
          ExitCode.LOCK,
          ExitCode.PROJECT,
          ExitCode.USAGE,
          ExitCode.NO_WHEEL,
          ExitCode.WORLD,
          ExitCode.TRANSIENT,
          ExitCode.INTERRUPTED);

  private static final int SHOWN = 10;

  public Finding {
    facts = List.copyOf(facts);
    advice = List.copyOf(advice);
  }

  public static Finding of(int exit, String title, String... facts) {
    return new Finding(exit, title, List.of(facts), List.of());
  }

  /// With more facts.
  public Finding fact(String... more) {
    return fact(List.of(more));
  }

  /// With more facts.
  public Finding fact(List<String> more) {
    List<String> all = new ArrayList<>(facts);
    all.addAll(more);
    return new Finding(exit, title, all, advice);
  }

  /// With something that helps.
  public Finding help(String... more) {
    List<String> all = new ArrayList<>(advice);
    all.addAll(List.of(more));
    return new Finding(exit, title, facts, all);
  }

  /// One failure for all: the only one's own words, or a list under a title. Its exit code is the
  /// gravest.
  ///
  /// @param title of a list of several
  public static Failure failure(String title, List<Finding> findings) {
    if (findings.size() == 1) {
      Finding only = findings.getFirst();
      List<String> details = new ArrayList<>(only.facts);
      details.addAll(ways(only.advice));
      return new Failure(only.exit, only.title, details);
    }
    boolean shared = findings.stream().map(Finding::advice).distinct().count() == 1;
    List<String> details = new ArrayList<>();
    for (Finding finding : findings.subList(0, Math.min(SHOWN, findings.size()))) {
      details.add("- " + finding.title);
      finding.facts.forEach(fact -> details.add("    " + fact));
      if (!shared) {
        ways(finding.advice).forEach(way -> details.add("    " + way));
      }
    }
    if (findings.size() > SHOWN) {
      details.add("and " + (findings.size() - SHOWN) + " more");
    }
    if (shared) {
      details.addAll(ways(findings.getFirst().advice));
    }
    return new Failure(
        gravest(findings), title + ": " + Phrases.count(findings.size(), "problem"), details);
  }

  private static int gravest(List<Finding> findings) {
    return findings.stream()
        .map(Finding::exit)
        .min(Comparator.comparingInt(GRAVITY::indexOf))
        .orElse(ExitCode.INTERNAL);
  }

  private static List<String> ways(List<String> advice) {
    if (advice.size() < 2) {
      return advice;
    }
    List<String> ways = new ArrayList<>();
    ways.add("Ways out:");
    for (int i = 0; i < advice.size(); i++) {
      ways.add("  " + (i + 1) + ". " + advice.get(i));
    }
    return ways;
  }
}

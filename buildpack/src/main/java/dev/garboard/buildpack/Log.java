package dev.garboard.buildpack;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What a person reads while a build runs. All goes to one stream: platforms have lost the order
/// between two.
final class Log {
  private static final int MANY = 6;
  private final PrintStream out;

  Log(PrintStream out) {
    this.out = out;
  }

  void title(String text) {
    out.println(text);
  }

  void heading(String text) {
    out.println("  " + text);
  }

  void line(String text) {
    out.println("    " + text);
  }

  void warning(String text) {
    out.println("    warning: " + text);
  }

  void failure(Failure failure) {
    out.println();
    out.println("ERROR: " + failure.title());
    failure.facts().forEach(fact -> out.println("  " + fact));
    if (!failure.advice().isEmpty()) {
      out.println("What to do:");
      failure.advice().forEach(advice -> out.println("  - " + advice));
    }
    out.flush();
  }

  /// `1.4 MB`.
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    double value = bytes;
    String unit = "";
    for (String larger : List.of("kB", "MB", "GB")) {
      if (value >= 1000) {
        value /= 1000;
        unit = larger;
      }
    }
    return String.format(Locale.ROOT, "%.1f %s", value, unit);
  }

  /// `0.31 s`.
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
  }

  /// `1 wheel`, `2 wheels`.
  static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /// The first few, and how many more there are.
  static String some(List<String> texts) {
    String shown = String.join(", ", texts.subList(0, Math.min(MANY, texts.size())));
    return texts.size() > MANY ? shown + " and " + (texts.size() - MANY) + " more" : shown;
  }
}

package dev.garboard.buildpack;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

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
    long unit = 1000;
    String name = "kB";
    for (String larger : List.of("MB", "GB")) {
      if (bytes / unit >= 1000) {
        unit *= 1000;
        name = larger;
      }
    }
    return decimal(bytes, unit, 1) + " " + name;
  }

  /// `0.31 s`.
  static String seconds(Duration duration) {
    return decimal(duration.toMillis(), 1000, 2) + " s";
  }

  /// Rounded. A formatter would first set up what it knows of locales, which takes longer than a
  /// build that reuses everything.
  private static String decimal(long value, long unit, int places) {
    long scale = places == 1 ? 10 : 100;
    long scaled = (value * scale + unit / 2) / unit;
    String fraction = Long.toString(scaled % scale + scale).substring(1);
    return scaled / scale + "." + fraction;
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

package dev.garboard.freshness;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The value of `exclude-newer`: an instant, a span back from now, or `false`.
sealed interface Cutoff {

  record At(Instant instant) implements Cutoff {}

  /// So long before the lock was made.
  ///
  /// @param unit as written: uv tells seven days from a week
  record Back(Duration span, String unit) implements Cutoff {}

  record None() implements Cutoff {}

  Pattern FRIENDLY = Pattern.compile("(\\d+)\\s*([a-z]+)(?:\\s+ago)?");
  Pattern ISO = Pattern.compile("p(t?)(\\d+)([a-z])");
  Map<String, Duration> UNITS =
      Map.of(
          "w", Duration.ofDays(7),
          "d", Duration.ofDays(1),
          "h", Duration.ofHours(1),
          "m", Duration.ofMinutes(1),
          "s", Duration.ofSeconds(1));

  /// Whether both are the same cutoff; empty where one cannot be read.
  static Optional<Boolean> same(String declared, String locked) {
    if (declared.equals(locked)) {
      return Optional.of(true);
    }
    Optional<Cutoff> one = parse(declared);
    Optional<Cutoff> two = parse(locked);
    if (one.isEmpty() || two.isEmpty()) {
      return Optional.empty();
    }
    boolean spelledOtherwise =
        one.get() instanceof Back(Duration a, String x)
            && two.get() instanceof Back(Duration b, String y)
            && a.equals(b)
            && !x.equals(y);
    return spelledOtherwise ? Optional.empty() : Optional.of(one.equals(two));
  }

  /// Empty for a day without a time: when it ends depends on the time zone.
  private static Optional<Cutoff> parse(String text) {
    if (text.equals("false")) {
      return Optional.of(new None());
    }
    try {
      return Optional.of(new At(OffsetDateTime.parse(text).toInstant()));
    } catch (DateTimeException _) {
      return span(text.toLowerCase(Locale.ROOT).strip());
    }
  }

  private static Optional<Cutoff> span(String text) {
    Matcher iso = ISO.matcher(text);
    if (iso.matches()) {
      return span(iso.group(2), iso.group(3));
    }
    Matcher friendly = FRIENDLY.matcher(text);
    return friendly.matches()
        ? span(friendly.group(1), friendly.group(2).substring(0, 1))
        : Optional.empty();
  }

  private static Optional<Cutoff> span(String count, String unit) {
    Duration one = UNITS.get(unit);
    return one == null
        ? Optional.empty()
        : Optional.of(new Back(one.multipliedBy(Long.parseLong(count)), unit));
  }
}

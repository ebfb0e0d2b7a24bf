package dev.garboard.http;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Status and headers of a response; header names are in lower case.
public record ResponseHead(int status, Map<String, List<String>> headers) {

  /// Copies.
  public ResponseHead {
    headers = Map.copyOf(headers);
  }

  /// The first value of a header, whatever the case of its name.
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.stream().findFirst();
  }

  /// `Retry-After` in seconds, or as a date measured against the server's own `Date`; zero when
  /// absent or malformed.
  public Duration retryAfter() {
    String text = header("retry-after").orElse("").strip();
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    Optional<ZonedDateTime> until = date(text);
    Optional<ZonedDateTime> now = date(header("date").orElse(""));
    if (until.isEmpty() || now.isEmpty() || until.get().isBefore(now.get())) {
      return Duration.ZERO;
    }
    return Duration.between(now.get(), until.get());
  }

  private static Optional<ZonedDateTime> date(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// The `Content-Length`, -1 when absent or malformed.
  public long contentLength() {
    return header("content-length")
        .filter(v -> v.matches("\\d{1,18}"))
        .map(Long::valueOf)
        .orElse(-1L);
  }
}

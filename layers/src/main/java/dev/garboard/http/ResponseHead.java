package dev.garboard.http;

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

  /// The `Content-Length`, -1 when absent or malformed.
  public long contentLength() {
    return header("content-length")
        .filter(v -> v.matches("\\d{1,18}"))
        .map(Long::valueOf)
        .orElse(-1L);
  }
}

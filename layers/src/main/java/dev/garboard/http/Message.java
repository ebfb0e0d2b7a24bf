package dev.garboard.http;

import dev.garboard.content.Content;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// A request to be sent once.
///
/// @param body no bytes for none
/// @param patience longest time without progress: none of the body was taken, no answer came
/// @param limit longest time until the answer's last byte is here
public record Message(
    String method,
    URI url,
    Map<String, String> headers,
    Content body,
    Duration patience,
    Duration limit) {

  /// Copies.
  public Message {
    headers = Map.copyOf(headers);
  }

  /// Holds no header, which may be a secret.
  @Override
  public String toString() {
    return method + " " + RedactedUrl.of(url);
  }
}

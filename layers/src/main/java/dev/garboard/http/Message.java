package dev.garboard.http;

import dev.garboard.content.Content;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// A request to be sent once.
///
/// @param body no bytes for none
/// @param patience longest time without progress: none of the body was taken, no answer came
public record Message(
    String method, URI url, Map<String, String> headers, Content body, Duration patience) {

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

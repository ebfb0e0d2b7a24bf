package dev.garboard.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Reads URLs as they occur in lockfiles and headers.
public final class Urls {

  private static final String FORBIDDEN = " \"<>\\^`{|}";

  private Urls() {}

  /// The URL of this text; characters that RFC 3986 forbids are percent-encoded, all else is taken
  /// literally.
  ///
  /// @throws IllegalArgumentException when it is not a URL; the message does not hold the text
  public static URI parse(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.strip().getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xFF;
      if (c <= 0x20 || c >= 0x7F || FORBIDDEN.indexOf(c) >= 0) {
        encoded.append('%');
        encoded.append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
      } else {
        encoded.append((char) c);
      }
    }
    try {
      return URI.create(encoded.toString());
    } catch (IllegalArgumentException e) {
      // Its message would hold the text, which may hold a password.
      throw new IllegalArgumentException("not a URL: " + new RedactedUrl(text));
    }
  }

  /// Without user information and fragment, which are not sent.
  static URI forRequest(URI url) {
    String host = url.getHost();
    if (host == null || url.getScheme() == null) {
      throw new IllegalArgumentException("no host");
    }
    StringBuilder text = new StringBuilder(url.getScheme()).append("://").append(host);
    if (url.getPort() >= 0) {
      text.append(':').append(url.getPort());
    }
    text.append(url.getRawPath() == null ? "" : url.getRawPath());
    if (url.getRawQuery() != null) {
      text.append('?').append(url.getRawQuery());
    }
    return URI.create(text.toString());
  }
}

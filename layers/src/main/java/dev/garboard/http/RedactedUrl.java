package dev.garboard.http;

import java.net.URI;

/// A URL that is safe to print: user information and fragment removed, the query (which may be a
/// signature) replaced by `…`.
public record RedactedUrl(String value) {

  /// Redacts; also takes a value that already is redacted.
  public RedactedUrl {
    value = redact(value);
  }

  /// The printable form of this URL.
  public static RedactedUrl of(URI url) {
    return new RedactedUrl(url.toString());
  }

  private static String redact(String url) {
    String text = url;
    int fragment = text.indexOf('#');
    if (fragment >= 0) {
      text = text.substring(0, fragment);
    }
    int query = text.indexOf('?');
    if (query >= 0) {
      text = text.substring(0, query) + "?…";
    }
    int authority = text.indexOf("//");
    if (authority < 0) {
      return text;
    }
    int start = authority + 2;
    int slash = text.indexOf('/', start);
    int end = slash < 0 ? text.length() : slash;
    // The last `@`: a password may hold an unescaped one.
    int at = text.lastIndexOf('@', end - 1);
    return at < start ? text : text.substring(0, start) + text.substring(at + 1);
  }

  @Override
  public String toString() {
    return value;
  }
}

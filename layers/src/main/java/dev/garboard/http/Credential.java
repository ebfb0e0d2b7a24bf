package dev.garboard.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// A user name and password with their origin; prints only the origin.
record Credential(String user, String password, CredentialOrigin origin) {

  /// The value of an `Authorization` header (RFC 7617, UTF-8).
  String basic() {
    String pair = user + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  boolean hasPassword() {
    return !password.isEmpty();
  }

  /// Reads the raw user information of a URL; percent-decoded.
  static Optional<Credential> ofUserInfo(String raw, CredentialOrigin origin) {
    if (raw.isEmpty() || raw.equals(":")) {
      return Optional.empty();
    }
    int colon = raw.indexOf(':');
    String user = colon < 0 ? raw : raw.substring(0, colon);
    String password = colon < 0 ? "" : raw.substring(colon + 1);
    return Optional.of(new Credential(decode(user), decode(password), origin));
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A lone percent sign stands for itself.
      return text;
    }
  }

  @Override
  public String toString() {
    return "Credential[" + origin + "]";
  }
}

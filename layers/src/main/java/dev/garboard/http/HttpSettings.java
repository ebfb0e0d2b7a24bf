package dev.garboard.http;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// How to reach the web: proxies, trusted certificates, limits.
///
/// @param readTimeout longest silence of a server, before the answer and within it
/// @param retries attempts after the first, for failures that may pass
public record HttpSettings(
    ProxySettings proxies,
    TrustSettings trust,
    boolean offline,
    Duration connectTimeout,
    Duration readTimeout,
    int retries) {

  private static final Set<String> TRUE = Set.of("1", "true", "t", "yes", "y", "on");

  /// Reads `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`, `SSL_CERT_FILE`, `SSL_CERT_DIR`,
  /// `UV_OFFLINE`, `UV_HTTP_TIMEOUT` (seconds) and `UV_HTTP_RETRIES`.
  ///
  /// @throws IllegalArgumentException when a number is malformed; the message names the variable
  public static HttpSettings from(Map<String, String> environment) {
    String offline = environment.getOrDefault("UV_OFFLINE", "").toLowerCase(Locale.ROOT);
    return new HttpSettings(
        ProxySettings.from(environment),
        TrustSettings.from(environment),
        TRUE.contains(offline),
        Duration.ofSeconds(10),
        Duration.ofSeconds(number(environment, "UV_HTTP_TIMEOUT", 30)),
        number(environment, "UV_HTTP_RETRIES", 3));
  }

  /// The same with requests forbidden or allowed.
  public HttpSettings withOffline(boolean value) {
    return new HttpSettings(proxies, trust, value, connectTimeout, readTimeout, retries);
  }

  /// The same with other time limits.
  public HttpSettings withTimeouts(Duration connect, Duration read) {
    return new HttpSettings(proxies, trust, offline, connect, read, retries);
  }

  /// System properties that must be set before the first request of the process: without them the
  /// JDK's client refuses to send a password to a proxy for `https` URLs.
  public static Map<String, String> systemProperties() {
    return Map.of("jdk.http.auth.tunneling.disabledSchemes", "");
  }

  private static int number(Map<String, String> environment, String name, int otherwise) {
    String text = environment.getOrDefault(name, "").strip();
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException(name + " is not a number: `" + text + "`");
    }
    return Integer.parseInt(text);
  }
}

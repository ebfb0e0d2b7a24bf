package dev.garboard.http;

import java.net.URI;
import java.util.Locale;

/// Scheme, host and port of a URL (RFC 7235, "protection space"): credentials never cross it.
record Realm(String scheme, String host, int port) {

  static Realm of(URI url) {
    String scheme = lower(url.getScheme() == null ? "" : url.getScheme());
    String host = lower(url.getHost() == null ? "" : url.getHost());
    return new Realm(scheme, host, effectivePort(scheme, url.getPort()));
  }

  private static int effectivePort(String scheme, int port) {
    if (port >= 0) {
      return port;
    }
    return scheme.equals("https") ? 443 : 80;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

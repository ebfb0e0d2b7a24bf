package dev.garboard.registry;

import dev.garboard.http.Urls;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// URLs that a registry hands out.
final class Locations {

  private Locations() {}

  /// The URL that a `Location` header means; empty when it is none that may be followed.
  ///
  /// A registry behind a proxy that ends TLS may name its own host with `http`: it is asked with
  /// `https` all the same. Any other step from `https` to `http` is refused.
  static Optional<URI> resolve(URI from, String location) {
    URI next;
    try {
      next = from.resolve(Urls.parse(location));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String scheme = lower(next.getScheme());
    if (next.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      return Optional.empty();
    }
    if (scheme.equals("http") && lower(from.getScheme()).equals("https")) {
      boolean sameHost = next.getHost().equalsIgnoreCase(from.getHost());
      boolean samePort = next.getPort() < 0 || next.getPort() == from.getPort();
      return sameHost && samePort ? Optional.of(secured(from, next)) : Optional.empty();
    }
    return Optional.of(next);
  }

  private static URI secured(URI from, URI next) {
    String query = next.getRawQuery() == null ? "" : "?" + next.getRawQuery();
    return URI.create("https://" + from.getRawAuthority() + next.getRawPath() + query);
  }

  /// Whether a credential for one URL may be sent to the other: same scheme, host and port.
  static boolean sameOrigin(URI one, URI other) {
    return lower(one.getScheme()).equals(lower(other.getScheme()))
        && lower(one.getHost()).equals(lower(other.getHost()))
        && port(one) == port(other);
  }

  /// Whether the host is this machine.
  static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.toLowerCase(Locale.ROOT).endsWith(".localhost")
        || host.matches("127(\\.[0-9]{1,3}){3}")
        || host.equals("[::1]");
  }

  /// The URL with one more parameter.
  static URI withParameter(URI url, String parameter) {
    return URI.create(url + (url.getRawQuery() == null ? "?" : "&") + parameter);
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return lower(url.getScheme()).equals("https") ? 443 : 80;
  }

  private static String lower(String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}

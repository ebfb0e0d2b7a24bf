package dev.garboard.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// One entry of `NO_PROXY`: `*`, a domain that covers its subdomains (leading dot or `*.` or not),
/// an address, or a network in CIDR form; each with an optional port.
///
/// @param port -1 for any
record NoProxyRule(String host, int port) {

  static List<NoProxyRule> parseAll(String text) {
    return Stream.of(text.split("[,\\s]+"))
        .filter(part -> !part.isEmpty())
        .map(NoProxyRule::parse)
        .toList();
  }

  private static NoProxyRule parse(String text) {
    String part = text.toLowerCase(Locale.ROOT);
    int colon = part.lastIndexOf(':');
    boolean portFollows =
        colon > 0
            && part.substring(colon + 1).chars().allMatch(Character::isDigit)
            && colon + 1 < part.length()
            && (part.indexOf(':') == colon || part.charAt(colon - 1) == ']');
    int port = portFollows ? Integer.parseInt(part.substring(colon + 1)) : -1;
    return new NoProxyRule(bare(portFollows ? part.substring(0, colon) : part), port);
  }

  /// @param target host of a URL, in lower case, an IPv6 address in brackets
  boolean matches(String target, int targetPort) {
    if (port >= 0 && port != targetPort) {
      return false;
    }
    if (host.equals("*")) {
      return true;
    }
    String name = bare(target);
    if (address(name).isPresent()) {
      return host.equals(name) || inNetwork(address(name).get());
    }
    String domain = host.startsWith("*.") ? host.substring(1) : host;
    String suffix = domain.startsWith(".") ? domain : "." + domain;
    return ("." + name).endsWith(suffix);
  }

  private boolean inNetwork(InetAddress target) {
    int slash = host.indexOf('/');
    Optional<InetAddress> network = address(slash < 0 ? host : host.substring(0, slash));
    if (network.isEmpty()) {
      return false;
    }
    byte[] left = network.get().getAddress();
    byte[] right = target.getAddress();
    int bits = slash < 0 ? left.length * 8 : prefixLength(host.substring(slash + 1));
    if (left.length != right.length || bits < 0 || bits > left.length * 8) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if ((left[i / 8] & mask) != (right[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static int prefixLength(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
  }

  private static Optional<InetAddress> address(String text) {
    if (text.isEmpty() || !(Character.isDigit(text.charAt(0)) || text.indexOf(':') >= 0)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String bare(String text) {
    return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
  }
}

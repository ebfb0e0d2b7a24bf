package dev.garboard.registry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a registry wants to see before it answers (`WWW-Authenticate`, RFC 9110 §11.6.1).
sealed interface Challenge {

  /// Nothing that is known.
  record None() implements Challenge {}

  /// User name and password with each request (RFC 7617).
  record Basic() implements Challenge {}

  /// A token from a token service (distribution project, "Token Authentication").
  ///
  /// @param realm URL of the service
  /// @param service the registry's name there; may be empty
  record Bearer(String realm, String service) implements Challenge {}

  Pattern SCHEME = Pattern.compile("\\s*,?\\s*([A-Za-z][A-Za-z0-9._-]*)(?:\\s+|$)(?!\\s*=)");
  Pattern PARAMETER =
      Pattern.compile(
          "\\s*,?\\s*([A-Za-z_-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");

  /// Reads all headers of that name; a token service wins over passwords.
  static Challenge parse(List<String> headers) {
    Challenge found = new None();
    for (String header : headers) {
      int at = 0;
      Matcher scheme = SCHEME.matcher(header).useTransparentBounds(true);
      while (scheme.region(at, header.length()).lookingAt()) {
        TreeMap<String, String> parameters = new TreeMap<>();
        at = parameters(header, scheme.end(), parameters);
        found = better(found, of(scheme.group(1), parameters));
      }
    }
    return found;
  }

  private static int parameters(String header, int from, Map<String, String> parameters) {
    int at = from;
    Matcher parameter = PARAMETER.matcher(header);
    while (parameter.region(at, header.length()).lookingAt()) {
      String quoted = parameter.group(2);
      String value = quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1");
      parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), value);
      at = parameter.end();
    }
    return at;
  }

  private static Challenge of(String scheme, Map<String, String> parameters) {
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "basic" -> new Basic();
      case "bearer" ->
          parameters.containsKey("realm")
              ? new Bearer(
                  parameters.getOrDefault("realm", ""), parameters.getOrDefault("service", ""))
              : new None();
      default -> new None();
    };
  }

  private static Challenge better(Challenge one, Challenge other) {
    return one instanceof Bearer || other instanceof None ? one : other;
  }
}

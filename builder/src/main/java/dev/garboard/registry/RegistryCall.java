package dev.garboard.registry;

import dev.garboard.content.Content;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One request to a registry, before authentication and redirects.
///
/// @param scopes what a token must allow
/// @param expected bytes of the answer's body, as far as they are known before
record RegistryCall(
    RegistryRequest request,
    String method,
    URI url,
    Map<String, String> headers,
    Content body,
    List<String> scopes,
    long expected) {

  private static final Content NOTHING = Content.of(new byte[0]);

  static RegistryCall of(RegistryRequest request, String method, URI url, List<String> scopes) {
    return new RegistryCall(request, method, url, Map.of(), NOTHING, scopes, 0);
  }

  RegistryCall with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new RegistryCall(request, method, url, more, body, scopes, expected);
  }

  RegistryCall withBody(String contentType, Content content) {
    return new RegistryCall(request, method, url, headers, content, scopes, expected)
        .with("Content-Type", contentType);
  }

  /// For an answer of this size, which gets the time that it takes.
  RegistryCall expecting(long bytes) {
    return new RegistryCall(request, method, url, headers, body, scopes, bytes);
  }

  /// With another scope in place of this one, if the call has it.
  RegistryCall withScope(String scope, String other) {
    List<String> changed = scopes.stream().map(s -> s.equals(scope) ? other : s).toList();
    return new RegistryCall(request, method, url, headers, body, changed, expected);
  }

  String registry() {
    return request.repository().registry();
  }

  String scopeText() {
    return String.join(" ", scopes);
  }
}

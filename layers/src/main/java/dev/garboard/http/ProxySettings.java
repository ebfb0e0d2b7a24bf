package dev.garboard.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which proxy to use for which URL, from `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`
/// (upper case first, then lower case).
final class ProxySettings {

  private final Map<String, String> byScheme;
  private final List<NoProxyRule> exceptions;

  private ProxySettings(Map<String, String> byScheme, List<NoProxyRule> exceptions) {
    this.byScheme = byScheme;
    this.exceptions = exceptions;
  }

  static ProxySettings from(Map<String, String> environment) {
    String all = variable(environment, "ALL_PROXY", "");
    return new ProxySettings(
        Map.of(
            "https", variable(environment, "HTTPS_PROXY", all),
            "http", variable(environment, "HTTP_PROXY", all)),
        NoProxyRule.parseAll(variable(environment, "NO_PROXY", "")));
  }

  /// A forward proxy.
  ///
  /// @param authorization the value of `Proxy-Authorization`, or empty
  record ForwardProxy(String host, int port, String authorization) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /// The proxy for this URL.
  ///
  /// @throws HttpFailedException when it is of a kind that is not supported
  Optional<ForwardProxy> choose(URI url) throws HttpFailedException {
    Realm realm = Realm.of(url);
    String text = byScheme.getOrDefault(realm.scheme(), "");
    if (text.isEmpty()
        || exceptions.stream().anyMatch(rule -> rule.matches(realm.host(), realm.port()))) {
      return Optional.empty();
    }
    return Optional.of(parse(text, url));
  }

  private static ForwardProxy parse(String text, URI url) throws HttpFailedException {
    String full = text.contains("://") ? text : "http://" + text;
    URI proxy;
    try {
      proxy = URI.create(full);
    } catch (IllegalArgumentException e) {
      throw unsupported(url, full);
    }
    if (!"http".equalsIgnoreCase(proxy.getScheme()) || proxy.getHost() == null) {
      throw unsupported(url, full);
    }
    String userInfo = proxy.getRawUserInfo() == null ? "" : proxy.getRawUserInfo();
    String authorization =
        Credential.ofUserInfo(userInfo, new CredentialOrigin.InUrl())
            .map(Credential::basic)
            .orElse("");
    return new ForwardProxy(proxy.getHost(), Realm.of(proxy).port(), authorization);
  }

  private static HttpFailedException unsupported(URI url, String proxy) {
    return new HttpFailedException(
        new HttpProblem.ProxyUnsupported(RedactedUrl.of(url), new RedactedUrl(proxy)));
  }

  private static String variable(Map<String, String> environment, String name, String otherwise) {
    return Stream.of(name, name.toLowerCase(Locale.ROOT))
        .map(n -> environment.getOrDefault(n, "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse(otherwise);
  }
}

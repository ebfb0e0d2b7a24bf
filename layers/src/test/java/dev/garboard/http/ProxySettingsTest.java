package dev.garboard.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProxySettingsTest {

  @ParameterizedTest(name = "NO_PROXY={0} {1} direct={2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''|https://a.example/|false",
        "*|https://a.example/|true",
        "example|https://a.example/|true",
        "a.example|https://a.example/|true",
        ".example|https://a.example/|true",
        "*.example|https://a.example/|true",
        ".a.example|https://a.example/|true",
        "ample|https://a.example/|false",
        "b.example, a.example|https://A.Example/|true",
        "b.example a.example|https://a.example/|true",
        "a.example:443|https://a.example/|true",
        "a.example:8443|https://a.example/|false",
        "a.example:8443|https://a.example:8443/|true",
        "127.0.0.1|http://127.0.0.1:99/|true",
        "127.0.0.1|http://127.0.0.2:99/|false",
        "127.0.0.1:99|http://127.0.0.1:99/|true",
        "10.0.0.0/8|http://10.200.3.4/|true",
        "10.0.0.0/8|http://11.0.0.1/|false",
        "192.168.4.0/22|http://192.168.7.255/|true",
        "192.168.4.0/22|http://192.168.8.0/|false",
        "10.0.0.0/99|http://10.0.0.1/|false",
        "10.0.0.0/x|http://10.0.0.1/|false",
        "::1|http://[::1]:5/|true",
        "[::1]:5|http://[::1]:5/|true",
        "[::1]:6|http://[::1]:5/|false",
        "fd00::/8|http://[fd12::1]/|true",
        "fd00::/8|http://[fe80::1]/|false",
        "0.1|http://10.0.0.1/|false",
      })
  void exceptsWhatNoProxyNames(String exceptions, URI url, boolean direct) throws Exception {
    ProxySettings settings =
        ProxySettings.from(
            Map.of("ALL_PROXY", "http://proxy.example:3128", "no_proxy", exceptions));
    assertThat(settings.choose(url).isEmpty()).isEqualTo(direct);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "HTTPS_PROXY,http://p.example:3128,p.example:3128",
    "https_proxy,http://p.example:3128,p.example:3128",
    "HTTPS_PROXY,p.example:8080,p.example:8080",
    "HTTPS_PROXY,http://p.example,p.example:80",
    "HTTPS_PROXY,http://me:secret@p.example,p.example:80",
    "ALL_PROXY,http://p.example,p.example:80",
    "HTTP_PROXY,http://p.example,-",
  })
  void choosesByScheme(String variable, String value, String expected) throws Exception {
    ProxySettings settings = ProxySettings.from(Map.of(variable, value));
    String chosen =
        settings
            .choose(URI.create("https://a.example/"))
            .map(ProxySettings.ForwardProxy::toString)
            .orElse("-");
    assertThat(chosen).isEqualTo(expected);
  }

  @Test
  void refusesOtherKindsOfProxyWithoutTellingThePassword() {
    ProxySettings settings =
        ProxySettings.from(Map.of("HTTPS_PROXY", "socks5://me:secret@p.example:1080"));
    assertThatThrownBy(() -> settings.choose(URI.create("https://a.example/")))
        .isInstanceOf(HttpFailedException.class)
        .hasMessageContaining("socks5://p.example:1080")
        .hasMessageNotContaining("secret");
  }
}

package dev.garboard.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.garboard.store.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsAndProxyTest {

  private static final String SECRET = "hunter2";
  private static final String BASIC =
      "Basic "
          + Base64.getEncoder().encodeToString(("me:" + SECRET).getBytes(StandardCharsets.UTF_8));

  @TempDir private static Path directory;
  private static TestAuthority authority;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    authority = new TestAuthority(directory);
    server = TestServer.secure(authority.serverContext()).on("/f", TestServer.body("over tls"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Fetches one URL with the environment given as `NAME=value` and prints the body.
  static final class Fetch {
    private Fetch() {}

    public static void main(String[] arguments) throws Exception {
      Map<String, String> environment = new HashMap<>();
      for (String pair : List.of(arguments).subList(1, arguments.length)) {
        environment.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
      }
      try (WebClient client =
          new WebClient(HttpSettings.from(environment), Credentials.none(), _ -> {})) {
        byte[] body = client.get(URI.create(arguments[0]), Map.of(), 100).content().readAll();
        System.out.println("body: " + new String(body, StandardCharsets.UTF_8));
      }
      System.out.println("done");
    }
  }

  private static URI secure(String path) {
    return URI.create("https://127.0.0.1:" + server.port() + path);
  }

  private static String get(Map<String, String> environment, URI url) throws Exception {
    try (WebClient client =
        new WebClient(HttpSettings.from(environment), Credentials.none(), _ -> {})) {
      byte[] body = client.get(url, Map.of(), 100).content().readAll();
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private static HttpProblem problem(Map<String, String> environment, URI url) {
    HttpFailedException e =
        catchThrowableOfType(HttpFailedException.class, () -> get(environment, url));
    assertThat(e.getMessage()).doesNotContain(SECRET);
    return e.problem() instanceof HttpProblem.RetriesExhausted exhausted
        ? exhausted.last()
        : e.problem();
  }

  private static String trusting() {
    return authority.certificate().toString();
  }

  @Test
  void trustsTheNamedFile() throws Exception {
    assertThat(get(Map.of("SSL_CERT_FILE", trusting()), secure("/f"))).isEqualTo("over tls");
  }

  @Test
  void trustsTheNamedDirectories(@TempDir Path empty, @TempDir Path full) throws Exception {
    Files.copy(authority.certificate(), full.resolve("0a1b2c3d.0"));
    Files.writeString(full.resolve("README"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END ");
    assertThat(get(Map.of("SSL_CERT_DIR", empty + ":" + full), secure("/f"))).isEqualTo("over tls");
  }

  @Test
  void isPreparedWithoutARequest() throws Exception {
    HttpSettings settings = HttpSettings.from(Map.of("SSL_CERT_FILE", trusting()));
    try (WebClient client = new WebClient(settings, Credentials.none(), _ -> {})) {
      client.prepare();
      assertThat(client.traffic().requests()).isZero();
      assertThat(client.get(secure("/f"), Map.of(), 100).content().size()).isEqualTo(8);
    }
  }

  @Test
  void leavesTheFailureOfPreparingToTheFirstRequest(@TempDir Path empty) {
    String missing = empty.resolve("none.pem").toString();
    HttpSettings settings = HttpSettings.from(Map.of("SSL_CERT_FILE", missing));
    try (WebClient client = new WebClient(settings, Credentials.none(), _ -> {})) {
      client.prepare();
      HttpFailedException e =
          catchThrowableOfType(
              HttpFailedException.class, () -> client.get(secure("/f"), Map.of(), 100));
      assertThat(e.problem()).isInstanceOf(HttpProblem.TrustUnreadable.class);
    }
  }

  @Test
  void trustsNobodyElse() {
    assertThat(problem(Map.of(), secure("/f"))).isInstanceOf(HttpProblem.TlsFailed.class);
  }

  @Test
  void checksTheHostName() {
    URI otherName = URI.create("https://localhost:" + server.port() + "/f");
    assertThat(problem(Map.of("SSL_CERT_FILE", trusting()), otherName))
        .isInstanceOf(HttpProblem.TlsFailed.class);
  }

  @Test
  void tellsAMissingBundle() {
    assertThat(problem(Map.of("SSL_CERT_FILE", "/no/such.pem"), secure("/f")))
        .isEqualTo(new HttpProblem.TrustUnreadable(RedactedUrl.of(secure("/f")), "/no/such.pem"));
  }

  @Test
  void followsNoRedirectFromTlsToPlain() {
    server.on("/down", TestServer.status(302, "Location", server.url("/f").toString()));
    assertThat(problem(Map.of("SSL_CERT_FILE", trusting()), secure("/down")))
        .isInstanceOf(HttpProblem.BadRedirect.class);
  }

  @Test
  void findsEveryCertificateOfTheSystemBySubject() throws Exception {
    List<Path> files = TrustSettings.from(Map.of()).files();
    assumeThat(files).as("the system has a bundle").isNotEmpty();
    CertificateBundle bundle = CertificateBundle.read(files);
    List<X509Certificate> all = bundle.all();
    assertThat(all).hasSizeGreaterThan(50);
    for (X509Certificate certificate : all) {
      assertThat(bundle.find(certificate.getSubjectX500Principal().getEncoded()))
          .contains(certificate);
    }
  }

  @Test
  void tunnelsThroughAProxy() throws Exception {
    try (TestProxy proxy = new TestProxy("")) {
      Map<String, String> environment =
          Map.of("SSL_CERT_FILE", trusting(), "HTTPS_PROXY", proxy.address());
      assertThat(get(environment, secure("/f"))).isEqualTo("over tls");
      assertThat(proxy.heads().getFirst()).startsWith("CONNECT 127.0.0.1:" + server.port());
      Map<String, String> direct = new HashMap<>(environment);
      direct.put("NO_PROXY", "127.0.0.0/8");
      assertThat(get(direct, secure("/f"))).isEqualTo("over tls");
      // The end of the first tunnel is noted as well, whenever the proxy sees it.
      assertThat(proxy.heads()).filteredOn(head -> head.startsWith("CONNECT")).hasSize(1);
    }
  }

  @Test
  void authenticatesToAProxyForPlainUrls() throws Exception {
    try (TestProxy proxy = new TestProxy(BASIC)) {
      URI url = URI.create("http://files.example/f");
      Map<String, String> right =
          Map.of("HTTP_PROXY", "http://me:" + SECRET + "@" + proxy.address());
      assertThat(get(right, url)).isEqualTo("proxy");
      assertThat(problem(Map.of("HTTP_PROXY", "http://me:wrong@" + proxy.address()), url))
          .isEqualTo(
              new HttpProblem.ProxyFailed(RedactedUrl.of(url), proxy.address(), "status 407"));
    }
  }

  @Test
  void authenticatesToAProxyForTunnels() throws Exception {
    try (TestProxy proxy = new TestProxy(BASIC)) {
      List<String> options = new ArrayList<>();
      HttpSettings.systemProperties()
          .forEach((name, value) -> options.add("-D" + name + "=" + value));
      String output =
          fetch(
              options,
              secure("/f"),
              "SSL_CERT_FILE=" + trusting(),
              "HTTPS_PROXY=http://me:" + SECRET + "@" + proxy.address());
      assertThat(output).contains("body: over tls");
      assertThat(server.seen())
          .allSatisfy(seen -> assertThat(seen.header("Proxy-Authorization")).isEqualTo("-"));
    }
  }

  @Test
  void tellsAProxyThatIsNotThere() {
    assertThat(problem(Map.of("HTTPS_PROXY", "http://me:" + SECRET + "@127.0.0.1:1"), secure("/f")))
        .isInstanceOfSatisfying(
            HttpProblem.ProxyFailed.class, p -> assertThat(p.proxy()).isEqualTo("127.0.0.1:1"));
  }

  @Test
  void setsUpNoTlsForPlainUrls() throws Exception {
    try (TestServer plain = new TestServer().on("/f", TestServer.body("plain"))) {
      String output = fetch(List.of("-Xlog:class+load"), plain.url("/f"));
      assertThat(output)
          .contains("body: plain", "dev.garboard.http.NoTls")
          .doesNotContain("sun.security.ssl.SSLContextImpl", "dev.garboard.http.CertificateBundle");
    }
  }

  private static String fetch(List<String> options, URI url, String... environment)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(url.toString()));
    arguments.addAll(List.of(environment));
    Process process = ChildJvm.start(options, Fetch.class, arguments.toArray(String[]::new));
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}

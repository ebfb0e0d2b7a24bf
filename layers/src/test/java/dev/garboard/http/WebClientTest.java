package dev.garboard.http;

import static dev.garboard.http.TestServer.body;
import static dev.garboard.http.TestServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebClientTest {

  private static final String SECRET = "hunter2";

  private final List<Duration> waits = new ArrayList<>();
  private TestServer server;
  private TestServer other;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
    other = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
    other.close();
  }

  private WebClient client(Credentials credentials) {
    HttpSettings settings =
        HttpSettings.from(Map.of()).withTimeouts(Duration.ofMillis(500), Duration.ofMillis(300));
    return new WebClient(settings, credentials, waits::add);
  }

  private static String get(WebClient client, URI url) throws Exception {
    return new String(client.get(url, Map.of(), 1000).content().readAll(), StandardCharsets.UTF_8);
  }

  private HttpProblem problem(WebClient client, URI url) {
    HttpFailedException e = catchThrowableOfType(HttpFailedException.class, () -> get(client, url));
    assertThat(e.getMessage()).doesNotContain(SECRET);
    assertThat(e.problem().toString()).doesNotContain(SECRET);
    return e.problem();
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void takesTheUrlLiterally() throws Exception {
    server.on("/a%2Bb+c/%5Bx%5D.whl", body("ok"));
    try (WebClient client = client(Credentials.none())) {
      assertThat(get(client, server.url("/a%2Bb+c/%5Bx%5D.whl#sha256=0"))).isEqualTo("ok");
      assertThat(client.traffic()).isEqualTo(new Traffic(1, 2));
    }
  }

  @Test
  void triesAgainWithGrowingPauses() throws Exception {
    server.inTurn("/f", status(500), status(503), status(502), body("ok"));
    try (WebClient client = client(Credentials.none())) {
      assertThat(get(client, server.url("/f"))).isEqualTo("ok");
    }
    assertThat(waits)
        .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void waitsAsLongAsTheServerAsksButNotForEver() throws Exception {
    server.inTurn(
        "/f",
        status(429, "Retry-After", "7"),
        status(429, "Retry-After", "86400"),
        status(503, "Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT"),
        body("ok"));
    try (WebClient client = client(Credentials.none())) {
      assertThat(get(client, server.url("/f"))).isEqualTo("ok");
    }
    assertThat(waits)
        .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(60), Duration.ofSeconds(2));
  }

  @Test
  void measuresADateAgainstTheServersClock() {
    ResponseHead head =
        new ResponseHead(
            503,
            Map.of(
                "date", List.of("Fri, 31 Dec 1999 23:59:49 GMT"),
                "retry-after", List.of("Fri, 31 Dec 1999 23:59:59 GMT")));
    assertThat(head.retryAfter()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void givesUpAfterItsAttempts() {
    server.on("/f", status(500));
    try (WebClient client = client(Credentials.none())) {
      assertThat(problem(client, server.url("/f?token=" + SECRET)))
          .isEqualTo(
              new HttpProblem.RetriesExhausted(
                  new RedactedUrl(server.url("/f") + "?…"),
                  4,
                  new HttpProblem.UnexpectedStatus(new RedactedUrl(server.url("/f") + "?…"), 500)));
    }
    assertThat(server.seen()).hasSize(4);
  }

  @Test
  void asksOnceWhereTheAnswerIsFinal() {
    server.on("/gone", status(410)).on("/odd", status(418));
    try (WebClient client = client(Credentials.none())) {
      assertThat(problem(client, server.url("/none"))).isInstanceOf(HttpProblem.NotFound.class);
      assertThat(problem(client, server.url("/gone"))).isInstanceOf(HttpProblem.NotFound.class);
      assertThat(problem(client, server.url("/odd")))
          .isEqualTo(new HttpProblem.UnexpectedStatus(RedactedUrl.of(server.url("/odd")), 418));
    }
    assertThat(server.seen()).hasSize(3);
  }

  @Test
  void neverForwardsCredentialsToAnotherHost() throws Exception {
    server.on("/f", status(302, "Location", other.url("/g").toString()));
    other.on("/g", body("ok"));
    URI url = URI.create("http://me:" + SECRET + "@127.0.0.1:" + server.port() + "/f");
    try (WebClient client = client(Credentials.none())) {
      assertThat(get(client, url)).isEqualTo("ok");
    }
    assertThat(server.seen().getFirst().header("Authorization")).isEqualTo(basic("me:" + SECRET));
    assertThat(other.seen().getFirst().header("Authorization")).isEqualTo("-");
  }

  @Test
  void keepsCredentialsWithinTheRealm() throws Exception {
    server.on("/f", status(307, "Location", "/g")).on("/g", body("ok"));
    URI url = URI.create("http://me:" + SECRET + "@127.0.0.1:" + server.port() + "/f");
    try (WebClient client = client(Credentials.none())) {
      assertThat(get(client, url)).isEqualTo("ok");
    }
    assertThat(server.seen().getLast().header("Authorization")).isEqualTo(basic("me:" + SECRET));
  }

  @Test
  void followsNoRedirectThatGoesAstray() {
    server
        .on("/file", status(302, "Location", "file:///etc/passwd"))
        .on("/loop", status(302, "Location", "/loop"));
    try (WebClient client = client(Credentials.none())) {
      assertThat(problem(client, server.url("/file"))).isInstanceOf(HttpProblem.BadRedirect.class);
      assertThat(problem(client, server.url("/loop")))
          .isInstanceOf(HttpProblem.TooManyRedirects.class);
    }
  }

  @Test
  void answersARefusalFromNetrc(@TempDir Path directory) throws Exception {
    Path netrc = directory.resolve("netrc");
    Files.writeString(netrc, "machine 127.0.0.1 login me password " + SECRET);
    Credentials credentials = Credentials.from(Map.of("NETRC", netrc.toString()), List.of());
    server.inTurn("/f", status(401), body("ok")).on("/no", status(403));
    try (WebClient client = client(credentials)) {
      assertThat(get(client, server.url("/f"))).isEqualTo("ok");
      assertThat(server.seen().getFirst().header("Authorization")).isEqualTo("-");
      assertThat(server.seen().getLast().header("Authorization")).isEqualTo(basic("me:" + SECRET));
      assertThat(problem(client, server.url("/no")))
          .isEqualTo(
              new HttpProblem.Unauthorised(
                  RedactedUrl.of(server.url("/no")),
                  403,
                  new CredentialOrigin.Netrc(netrc.toString(), "127.0.0.1")));
    }
  }

  @Test
  void saysWhichVariableWasRefused() {
    server.on("/idx/f", status(401));
    Credentials credentials =
        Credentials.from(
            Map.of("UV_INDEX_CORP_USERNAME", "me", "UV_INDEX_CORP_PASSWORD", SECRET),
            List.of(new IndexLocation("corp", server.url("/idx/simple").toString())));
    try (WebClient client = client(credentials)) {
      assertThat(problem(client, server.url("/idx/f")))
          .isEqualTo(
              new HttpProblem.Unauthorised(
                  RedactedUrl.of(server.url("/idx/f")),
                  401,
                  new CredentialOrigin.IndexVariable("UV_INDEX_CORP_USERNAME")));
    }
    assertThat(server.seen()).hasSize(1);
    assertThat(credentials.toString()).doesNotContain(SECRET);
  }

  @Test
  void tellsAMalformedNetrc(@TempDir Path directory) throws Exception {
    Path netrc = directory.resolve("netrc");
    Files.writeString(netrc, "machine x login me password " + SECRET + "\n" + SECRET + "\n");
    server.on("/f", status(401));
    Credentials credentials = Credentials.from(Map.of("NETRC", netrc.toString()), List.of());
    try (WebClient client = client(credentials)) {
      assertThat(problem(client, server.url("/f")))
          .isEqualTo(
              new HttpProblem.NetrcMalformed(
                  RedactedUrl.of(server.url("/f")), netrc.toString(), 2));
    }
  }

  @Test
  void timesOutOnSilence() {
    server.on("/f", e -> pause());
    server.on(
        "/half",
        e -> {
          e.sendResponseHeaders(200, 10);
          e.getResponseBody().write(1);
          e.getResponseBody().flush();
          pause();
        });
    try (WebClient client = client(Credentials.none())) {
      assertThat(phase(problem(client, server.url("/f")))).isEqualTo(HttpProblem.Phase.RESPONSE);
      assertThat(phase(problem(client, server.url("/half")))).isEqualTo(HttpProblem.Phase.BODY);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpProblem.Phase phase(HttpProblem problem) {
    return problem instanceof HttpProblem.RetriesExhausted(_, _, HttpProblem.TimedOut timedOut)
        ? timedOut.phase()
        : HttpProblem.Phase.CONNECT;
  }

  @Test
  void tellsAnUnreachableServer() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (WebClient client = client(Credentials.none())) {
      assertThat(problem(client, URI.create("http://127.0.0.1:" + port + "/")))
          .isInstanceOfSatisfying(
              HttpProblem.RetriesExhausted.class,
              p -> assertThat(p.last()).isInstanceOf(HttpProblem.Unreachable.class));
      assertThat(problem(client, URI.create("http://no-such-host.invalid/")))
          .isInstanceOfSatisfying(
              HttpProblem.RetriesExhausted.class,
              p ->
                  assertThat(p.last())
                      .isEqualTo(
                          new HttpProblem.Unreachable(
                              new RedactedUrl("http://no-such-host.invalid/"), "unknown host")));
      // Two retries each, of the three that other failures get.
      Duration first = Duration.ofMillis(500);
      Duration second = Duration.ofSeconds(1);
      assertThat(waits).containsExactly(first, second, first, second);
      assertThat(client.traffic().requests()).isEqualTo(6);
    }
  }

  @Test
  void hasPatienceWithAServerThatAnsweredBefore() throws Exception {
    server.on("/f", body("ok"));
    try (WebClient client = client(Credentials.none())) {
      assertThat(get(client, server.url("/f"))).isEqualTo("ok");
      server.close();
      assertThat(problem(client, server.url("/f")))
          .isInstanceOfSatisfying(
              HttpProblem.RetriesExhausted.class,
              p -> {
                assertThat(p.last()).isInstanceOf(HttpProblem.Broken.class);
                assertThat(p.attempts()).isEqualTo(4);
              });
    }
    assertThat(waits).hasSize(3);
  }

  @Test
  void sendsNothingOffline() {
    HttpSettings settings = HttpSettings.from(Map.of("UV_OFFLINE", "1"));
    try (WebClient client = new WebClient(settings, Credentials.none())) {
      assertThat(problem(client, server.url("/f"))).isInstanceOf(HttpProblem.Offline.class);
      assertThat(client.traffic().requests()).isZero();
    }
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void readsRangesAndHeads() throws Exception {
    byte[] bytes = new byte[100];
    IntStream.range(0, 100).forEach(i -> bytes[i] = (byte) i);
    server.on("/f", TestServer.ranges(bytes, "\"1\"")).on("/whole", body(bytes));
    try (WebClient client = client(Credentials.none())) {
      assertThat(client.getRange(server.url("/f"), 10, 3).readAll()).containsExactly(10, 11, 12);
      assertThat(client.head(server.url("/f")).header("ETag")).contains("\"1\"");
      assertThat(
              catchThrowableOfType(
                  HttpFailedException.class, () -> client.getRange(server.url("/whole"), 0, 100)))
          .hasMessageContaining("RangeNotHonoured");
    }
  }

  @Test
  void limitsDocumentsInMemory() {
    server.on("/f", body(new byte[2000]));
    try (WebClient client = client(Credentials.none())) {
      assertThat(problem(client, server.url("/f"))).isInstanceOf(HttpProblem.TooLarge.class);
    }
  }
}

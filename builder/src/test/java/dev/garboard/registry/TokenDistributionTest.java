package dev.garboard.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.garboard.requirement.RequiresTool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's `docker-registry` with tokens that a service of the test signs.
@RequiresTool({"docker-registry", "openssl"})
class TokenDistributionTest extends RegistryContract {

  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  @TempDir private static Path directory;
  private static RegistryProcess process;
  private static HttpServer tokens;
  private static PrivateKey key;
  private static String certificate;

  @BeforeAll
  static void start() throws Exception {
    Path pem = directory.resolve("cert.pem");
    Path keyFile = directory.resolve("key.pem");
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=tokens",
                "-keyout",
                keyFile.toString(),
                "-out",
                pem.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(openssl.waitFor()).isZero();
    certificate = base64(pem);
    key =
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64(keyFile))));
    tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tokens.createContext("/", TokenDistributionTest::issue);
    tokens.start();
    process =
        RegistryProcess.distribution(
            directory,
            """
            auth:
              token:
                realm: http://127.0.0.1:%d/token
                service: test
                issuer: tests
                rootcertbundle: %s
            """
                .formatted(tokens.getAddress().getPort(), pem));
  }

  private static String base64(Path pem) throws IOException {
    return Files.readString(pem).replaceAll("-----[^-]+-----", "").replaceAll("\\s", "");
  }

  private static void issue(HttpExchange exchange) throws IOException {
    List<String> access = new ArrayList<>();
    for (String part : exchange.getRequestURI().getRawQuery().split("&", -1)) {
      if (part.startsWith("scope=")) {
        String scope = URLDecoder.decode(part.substring(6), StandardCharsets.UTF_8);
        access.add(access(scope));
      }
    }
    String header = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"x5c\":[\"" + certificate + "\"]}";
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"iss\":\"tests\",\"sub\":\"x\",\"aud\":\"test\",\"jti\":\"1\",\"nbf\":"
            + (now - 10)
            + ",\"iat\":"
            + now
            + ",\"exp\":"
            + (now + 300)
            + ",\"access\":["
            + String.join(",", access)
            + "]}";
    String signed = encode(header) + "." + encode(claims);
    String token = "{\"token\":\"" + signed + "." + sign(signed) + "\",\"expires_in\":300}";
    try (exchange) {
      FakeRegistry.send(exchange, 200, token.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String access(String scope) {
    String[] parts = scope.split(":", -1);
    // Nobody may have this one.
    List<String> actions =
        parts[1].contains("forbidden") ? List.of() : List.of(parts[2].split(",", -1));
    List<String> quoted = Stream.of(actions).flatMap(List::stream).map(a -> '"' + a + '"').toList();
    return "{\"type\":\"repository\",\"name\":\"" + parts[1] + "\",\"actions\":" + quoted + "}";
  }

  private static String encode(String text) {
    return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String sign(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @AfterAll
  static void stop() {
    process.close();
    tokens.stop(0);
  }

  @Override
  String host() {
    return process.host();
  }

  @Override
  Map<String, String> environment() {
    return Map.of();
  }

  @Test
  void aTokenThatDoesNotAllowItIsADenial() {
    Repository repository = new Repository(host(), "forbidden/app");
    RegistryException e =
        catchThrowableOfType(
            RegistryException.class, () -> registry().putBlob(repository, upload(random(10, 1))));
    assertThat(e.problem()).isInstanceOf(RegistryProblem.Denied.class);
    assertThat(e.problem().toString()).contains("repository:forbidden/app:pull,push");
  }
}

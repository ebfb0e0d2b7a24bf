package dev.garboard.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.content.Content;
import dev.garboard.http.HttpProblem;
import dev.garboard.http.HttpSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticationTest {

  @TempDir private Path directory;
  private final FakeRegistry fake = TestRegistry.fake();

  @AfterEach
  void stop() {
    fake.close();
  }

  private HttpRegistry client(RegistryCredentials credentials) {
    return new HttpRegistry(RegistrySettings.of(HttpSettings.from(Map.of())), credentials, _ -> {});
  }

  private RegistryCredentials file(String entry) throws IOException {
    Path file = directory.resolve("auth.json");
    Files.writeString(file, "{\"auths\":{\"" + fake.host() + "\":" + entry + "}}");
    return RegistryCredentials.from(Map.of(), List.of(file));
  }

  private Repository app() {
    return new Repository(fake.host(), "app");
  }

  private static Upload blob(int seed) {
    byte[] bytes = RegistryContract.random(1000, seed);
    return new Upload(RegistryContract.descriptor(bytes), Content.of(bytes), List.of());
  }

  @Test
  void oneTokenServesAllRequestsOfARepository() throws Exception {
    TokenGate gate = new TokenGate(fake.host(), 1000);
    fake.inject(gate);
    String auth = Base64.getEncoder().encodeToString("me:pw".getBytes(StandardCharsets.UTF_8));
    try (HttpRegistry registry = client(file("{\"auth\":\"" + auth + "\"}"))) {
      registry.putBlob(app(), blob(1));
      registry.putBlob(app(), blob(2));
    }
    assertThat(gate.asked())
        .containsExactly("GET service=the, registry&scope=repository:app:pull,push ");
    assertThat(gate.authorizations()).containsExactly("Basic " + auth);
  }

  @Test
  void anIdentityTokenIsPostedAndNeverPartOfAUrl() throws Exception {
    TokenGate gate = new TokenGate(fake.host(), 1000);
    fake.inject(gate);
    try (HttpRegistry registry = client(file("{\"identitytoken\":\"id+tok\"}"))) {
      registry.putBlob(app(), blob(1));
    }
    assertThat(gate.asked())
        .containsExactly(
            "POST null service=the%2C%20registry&scope=repository%3Aapp%3Apull%2Cpush"
                + "&client_id=garboard&grant_type=refresh_token&refresh_token=id%2Btok");
  }

  @Test
  void aTokenThatExpiresIsRenewedInTheMiddleOfAnUpload() throws Exception {
    TokenGate gate = new TokenGate(fake.host(), 2);
    fake.inject(gate);
    try (HttpRegistry registry = client(RegistryCredentials.none())) {
      byte[] bytes = RegistryContract.random(1_000_000, 3);
      registry.putBlobInPieces(app(), RegistryContract.upload(bytes), 100_000);
    }
    assertThat(fake.blobs("app")).hasSize(1);
    assertThat(gate.asked().size()).isBetween(5, 8);
  }

  @Test
  void aMountAsksForBothRepositories() throws Exception {
    TokenGate gate = new TokenGate(fake.host(), 1000);
    fake.inject(gate);
    byte[] bytes = RegistryContract.random(1000, 4);
    fake.blobs("base/image").put(FakeRegistry.digest(bytes), bytes);
    Repository base = new Repository(fake.host(), "base/image");
    try (HttpRegistry registry = client(RegistryCredentials.none())) {
      assertThat(registry.putBlob(app(), RegistryContract.upload(bytes, base)))
          .isEqualTo(Upload.Outcome.MOUNTED);
    }
    assertThat(gate.asked())
        .containsExactly(
            "GET service=the, registry&scope=repository:app:pull,push"
                + "&scope=repository:base/image:pull ");
  }

  @Test
  void aDenialSaysWhatWasAskedAndWhereTheCredentialCameFromButNotTheCredential() throws Exception {
    fake.inject(Faults.all(new TokenGate(fake.host(), 0)));
    RegistryCredentials credentials = file("{\"username\":\"me\",\"password\":\"hunter2\"}");
    try (HttpRegistry registry = client(credentials)) {
      RegistryException e =
          catchThrowableOfType(RegistryException.class, () -> registry.putBlob(app(), blob(1)));
      assertThat(e.problem()).isInstanceOf(RegistryProblem.Denied.class);
      RegistryProblem.Denied denied = (RegistryProblem.Denied) e.problem();
      assertThat(denied.status()).isEqualTo(401);
      assertThat(denied.scope()).isEqualTo("repository:app:pull,push");
      assertThat(denied.request().repository()).isEqualTo(app());
      assertThat(denied.source())
          .isEqualTo(
              new CredentialSource.AuthFile(
                  directory.resolve("auth.json").toString(), fake.host()));
      assertThat(e.toString()).doesNotContain("hunter2", "token-");
    }
  }

  @Test
  void aRefusalOfTheTokenServiceNamesTheService() throws Exception {
    TokenGate gate = new TokenGate(fake.host(), 10);
    fake.inject(Faults.all(Faults.always("/token", Faults.status(403, "DENIED")), gate));
    try (HttpRegistry registry = client(RegistryCredentials.none())) {
      RegistryException e =
          catchThrowableOfType(RegistryException.class, () -> registry.putBlob(app(), blob(1)));
      assertThat(e.problem())
          .isEqualTo(
              new RegistryProblem.TokenRefused(
                  new RegistryRequest(app(), "PUT blob", blob(1).descriptor().digest().toString()),
                  "http://" + fake.host() + "/token",
                  403,
                  "repository:app:pull,push",
                  new CredentialSource.None()));
    }
  }

  @Test
  void anAnswerOfTheTokenServiceThatBreaksOffNamesTheService() throws Exception {
    TokenGate gate = new TokenGate(fake.host(), 10);
    fake.inject(Faults.all(Faults.always("/token", Faults.truncate(new byte[100], 10)), gate));
    try (HttpRegistry registry = client(RegistryCredentials.none())) {
      RegistryException e =
          catchThrowableOfType(RegistryException.class, () -> registry.putBlob(app(), blob(1)));
      assertThat(e.problem())
          .isInstanceOfSatisfying(
              RegistryProblem.Unreachable.class,
              p -> {
                assertThat(p.reason()).isInstanceOf(HttpProblem.Broken.class);
                // With its parameters where the connection ended before the head was read.
                assertThat(p.reason().url().value()).startsWith("http://" + fake.host() + "/token");
              });
    }
  }

  @Test
  void aPasswordIsNotSentInTheClear() throws Exception {
    fake.inject(
        Faults.always(
            "/v2/app",
            Faults.answer(401, "WWW-Authenticate", "Bearer realm=\"http://tokens.example/t\"")));
    RegistryCredentials credentials = file("{\"username\":\"me\",\"password\":\"hunter2\"}");
    try (HttpRegistry registry = client(credentials)) {
      RegistryException e =
          catchThrowableOfType(RegistryException.class, () -> registry.putBlob(app(), blob(1)));
      assertThat(e.problem()).isInstanceOf(RegistryProblem.Unprotected.class);
    }
  }

  @Test
  void challengesAreReadAsTheyOccur() {
    assertThat(Challenge.parse(List.of("Basic realm=\"x\""))).isEqualTo(new Challenge.Basic());
    assertThat(
            Challenge.parse(
                List.of("Basic realm=\"a, b\", Bearer realm=\"https://t/x\",service=s")))
        .isEqualTo(new Challenge.Bearer("https://t/x", "s"));
    assertThat(Challenge.parse(List.of("Negotiate", "bearer Realm=\"r\"")))
        .isEqualTo(new Challenge.Bearer("r", ""));
    assertThat(Challenge.parse(List.of("Negotiate", "", "Bearer"))).isEqualTo(new Challenge.None());
  }
}

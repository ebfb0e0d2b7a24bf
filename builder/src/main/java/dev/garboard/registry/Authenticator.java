package dev.garboard.registry;

import dev.garboard.content.Content;
import dev.garboard.http.Answer;
import dev.garboard.http.HttpFailedException;
import dev.garboard.http.Message;
import dev.garboard.http.RedactedUrl;
import dev.garboard.http.Wire;
import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.OciException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Answers challenges: passwords, or tokens, which are kept and renewed before they expire.
final class Authenticator {

  /// What the token specification says of a token without a time of its own.
  private static final long DEFAULT_SECONDS = 60;

  private static final int LARGEST_TOKEN = 1 << 20;

  private final Wire wire;
  private final RegistrySettings settings;
  private final RegistryCredentials credentials;
  private final Map<String, Challenge> challenges = new ConcurrentHashMap<>();
  private final Map<Key, Token> tokens = new ConcurrentHashMap<>();
  private final Map<Key, Object> locks = new ConcurrentHashMap<>();

  Authenticator(Wire wire, RegistrySettings settings, RegistryCredentials credentials) {
    this.wire = wire;
    this.settings = settings;
    this.credentials = credentials;
  }

  private record Key(String registry, List<String> scopes) {}

  private record Token(String value, long goodUntil) {
    boolean isGood() {
      return System.nanoTime() - goodUntil < 0;
    }
  }

  /// The source of the credential for a repository, for a problem.
  CredentialSource source(Repository repository) throws RegistryException, InterruptedException {
    return credentials.find(repository).source();
  }

  /// The `Authorization` for a call, as far as the registry's wishes are known; empty for none.
  ///
  /// @param url where it would be sent
  String authorization(RegistryCall call, URI url)
      throws RegistryException, PassingFailure, InterruptedException {
    Challenge challenge = challenges.getOrDefault(call.registry(), new Challenge.None());
    if (challenge instanceof Challenge.None) {
      // A credential helper is not run for a registry that asks for nothing.
      return "";
    }
    RegistryCredential credential = credentials.find(call.request().repository());
    if (credential instanceof RegistryCredential.BearerToken(String token, _)) {
      protect(call, credential, url);
      return "Bearer " + token;
    }
    return challenge instanceof Challenge.Bearer bearer
        ? "Bearer " + token(call, bearer, credential)
        : basic(call, credential, url);
  }

  /// Learns from a 401; whether another attempt may be answered better.
  boolean learn(RegistryCall call, List<String> headers, String sent)
      throws RegistryException, InterruptedException {
    Challenge challenge = Challenge.parse(headers);
    if (challenge instanceof Challenge.None) {
      return false;
    }
    boolean isNew = !challenge.equals(challenges.put(call.registry(), challenge));
    if (sent.startsWith("Bearer ")) {
      Key key = new Key(call.registry(), call.scopes());
      // Another thread may have renewed it already.
      tokens.computeIfPresent(
          key, (_, token) -> sent.equals("Bearer " + token.value) ? null : token);
      return !(credentials.find(call.request().repository())
          instanceof RegistryCredential.BearerToken);
    }
    return isNew || sent.isEmpty();
  }

  private String basic(RegistryCall call, RegistryCredential credential, URI url)
      throws RegistryException {
    if (!(credential instanceof RegistryCredential.Password password)) {
      return "";
    }
    protect(call, credential, url);
    return basic(password);
  }

  private static String basic(RegistryCredential.Password password) {
    String pair = password.user() + ":" + password.password();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private void protect(RegistryCall call, RegistryCredential credential, URI url)
      throws RegistryException {
    boolean plain = !"https".equalsIgnoreCase(url.getScheme());
    boolean allowed =
        Locations.isLoopback(String.valueOf(url.getHost()))
            || settings.insecure().contains(call.registry());
    if (plain && !allowed && !(credential instanceof RegistryCredential.Anonymous)) {
      throw new RegistryException(
          new RegistryProblem.Unprotected(
              call.request(), RedactedUrl.of(url).value(), credential.source()));
    }
  }

  private String token(RegistryCall call, Challenge.Bearer bearer, RegistryCredential credential)
      throws RegistryException, PassingFailure, InterruptedException {
    Key key = new Key(call.registry(), call.scopes());
    synchronized (locks.computeIfAbsent(key, _ -> new Object())) {
      Token known = tokens.get(key);
      if (known != null && known.isGood()) {
        return known.value;
      }
      Token fresh = fetch(call, bearer, credential);
      tokens.put(key, fresh);
      return fresh.value;
    }
  }

  private Token fetch(RegistryCall call, Challenge.Bearer bearer, RegistryCredential credential)
      throws RegistryException, PassingFailure, InterruptedException {
    URI realm;
    try {
      realm = URI.create(bearer.realm());
    } catch (IllegalArgumentException e) {
      throw bad(call, "the token service is no URL");
    }
    protect(call, credential, realm);
    long asked = System.nanoTime();
    try (Answer answer = wire.send(message(call, bearer, credential, realm))) {
      if (answer.status() / 100 == 2) {
        return read(call, answer, asked);
      }
      Refusal refusal = Refusal.read(answer);
      RegistryProblem problem =
          new RegistryProblem.TokenRefused(
              call.request(),
              RedactedUrl.of(realm).value(),
              refusal.status(),
              call.scopeText(),
              credential.source());
      if (refusal.isPassing()) {
        throw new PassingFailure(problem, refusal.serverWait());
      }
      throw new RegistryException(problem);
    } catch (HttpFailedException e) {
      throw Calls.failed(call, e);
    } catch (IOException e) {
      throw Calls.broken(call, realm, e);
    }
  }

  private Message message(
      RegistryCall call, Challenge.Bearer bearer, RegistryCredential credential, URI realm) {
    List<String> parameters = new ArrayList<>();
    if (!bearer.service().isEmpty()) {
      parameters.add("service=" + encode(bearer.service()));
    }
    Content nothing = Content.of(new byte[0]);
    if (credential instanceof RegistryCredential.IdentityToken(String token, _)) {
      parameters.add("scope=" + encode(call.scopeText()));
      parameters.add("client_id=garboard");
      parameters.add("grant_type=refresh_token");
      parameters.add("refresh_token=" + encode(token));
      return new Message(
          "POST",
          realm,
          Map.of("Content-Type", "application/x-www-form-urlencoded"),
          Content.of(String.join("&", parameters)),
          settings.http().readTimeout(),
          settings.limit());
    }
    call.scopes().forEach(scope -> parameters.add("scope=" + encode(scope)));
    URI url = Locations.withParameter(realm, String.join("&", parameters));
    Map<String, String> headers =
        credential instanceof RegistryCredential.Password password
            ? Map.of("Authorization", basic(password))
            : Map.of();
    return new Message(
        "GET", url, headers, nothing, settings.http().readTimeout(), settings.limit());
  }

  private static Token read(RegistryCall call, Answer answer, long asked)
      throws RegistryException, IOException {
    try {
      JsonObject json = JsonObject.parse("token", answer.read(LARGEST_TOKEN));
      Optional<String> value = json.text("token").filter(t -> !t.isEmpty());
      String token = value.or(() -> json.text("access_token")).orElse("");
      if (token.isEmpty()) {
        throw bad(call, "the token service sent no token");
      }
      long seconds =
          json.get("expires_in")
              .filter(v -> v instanceof Json.Numeral(String n) && n.matches("[0-9]{1,9}"))
              .map(v -> Long.parseLong(v.text()))
              .orElse(DEFAULT_SECONDS);
      // Renewed early: the request takes time, and so do clocks that differ.
      Duration good = Duration.ofMillis(seconds * 900);
      return new Token(token, asked + good.toNanos());
    } catch (OciException e) {
      throw bad(call, "the token service sent no JSON");
    }
  }

  private static RegistryException bad(RegistryCall call, String detail) {
    return new RegistryException(new RegistryProblem.BadAnswer(call.request(), detail));
  }

  private static String encode(String text) {
    // A space as every decoder reads it, in a URL as in a form.
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

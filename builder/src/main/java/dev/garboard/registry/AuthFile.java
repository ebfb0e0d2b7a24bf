package dev.garboard.registry;

import dev.garboard.oci.JsonObject;
import dev.garboard.oci.OciException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A file such as Docker's `config.json` or Podman's `auth.json` (containers-auth.json(5)): entries
/// under `auths`, helpers under `credHelpers` and `credsStore`.
///
/// @param required whether it is a fault that the file does not exist
record AuthFile(Path path, boolean required) {

  private static final Set<String> DOCKER_HUB =
      Set.of("docker.io", "index.docker.io", "registry-1.docker.io");

  /// The key that Docker's own tools use for Docker Hub.
  private static final String DOCKER_HUB_KEY = "https://index.docker.io/v1/";

  Optional<RegistryCredential> find(Repository repository, Map<String, String> environment)
      throws RegistryException, InterruptedException {
    Optional<JsonObject> document = read();
    if (document.isEmpty()) {
      return Optional.empty();
    }
    JsonObject json = document.get();
    String registry = repository.registry();
    boolean hub = DOCKER_HUB.contains(registry);
    JsonObject helpers = json.object("credHelpers").orElse(JsonObject.EMPTY);
    Optional<String> own =
        helpers.fields().keySet().stream()
            .filter(key -> host(key).equals(canonical(registry)))
            .findFirst()
            .flatMap(helpers::text);
    Optional<String> helper = own.or(() -> json.text("credsStore")).filter(name -> !name.isEmpty());
    if (helper.isPresent()) {
      CredentialProgram program =
          new CredentialProgram(path.toString(), helper.get(), own.isPresent(), environment);
      Optional<RegistryCredential> credential = program.get(hub ? DOCKER_HUB_KEY : registry);
      if (credential.isPresent()) {
        return credential;
      }
    }
    return entry(json.object("auths").orElse(JsonObject.EMPTY), repository);
  }

  private Optional<JsonObject> read() throws RegistryException {
    try {
      return Optional.of(JsonObject.parse(path.toString(), Files.readAllBytes(path)));
    } catch (NoSuchFileException e) {
      if (required) {
        throw unusable("no such file");
      }
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(e.toString());
    } catch (OciException e) {
      // The problem's text would quote the document.
      throw unusable("not a JSON object");
    }
  }

  private RegistryException unusable(String detail) {
    return new RegistryException(new RegistryProblem.AuthFileUnusable(path.toString(), detail));
  }

  /// The entry with the longest key that covers the repository.
  private Optional<RegistryCredential> entry(JsonObject auths, Repository repository)
      throws RegistryException {
    String name = canonical(repository.registry()) + "/" + repository.name();
    List<String> keys =
        auths.fields().keySet().stream()
            .filter(key -> (name + "/").startsWith(normalized(key) + "/"))
            .sorted(Comparator.comparingInt((String key) -> normalized(key).length()).reversed())
            .toList();
    for (String key : keys) {
      Optional<RegistryCredential> credential =
          credential(key, auths.object(key).orElse(JsonObject.EMPTY));
      if (credential.isPresent()) {
        return credential;
      }
    }
    return Optional.empty();
  }

  private Optional<RegistryCredential> credential(String key, JsonObject entry)
      throws RegistryException {
    CredentialSource source = new CredentialSource.AuthFile(path.toString(), key);
    Optional<String> bearer = text(entry, "registrytoken");
    if (bearer.isPresent()) {
      return bearer.map(token -> new RegistryCredential.BearerToken(token, source));
    }
    Optional<String> identity = text(entry, "identitytoken");
    if (identity.isPresent()) {
      return identity.map(token -> new RegistryCredential.IdentityToken(token, source));
    }
    Optional<String> auth = text(entry, "auth");
    if (auth.isPresent()) {
      return Optional.of(decode(auth.get(), key, source));
    }
    return text(entry, "username")
        .flatMap(user ->
            text(entry, "password")
                .map(secret -> new RegistryCredential.Password(user, secret, source)));
  }

  private RegistryCredential decode(String auth, String key, CredentialSource source)
      throws RegistryException {
    String pair;
    try {
      pair = new String(Base64.getMimeDecoder().decode(auth), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw unusable("the `auth` of `" + key + "` is not base64");
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw unusable("the `auth` of `" + key + "` has no colon");
    }
    // Docker pads with NUL.
    String secret = pair.substring(colon + 1).replaceAll("\\x00+$", "");
    return new RegistryCredential.Password(pair.substring(0, colon), secret, source);
  }

  private static Optional<String> text(JsonObject entry, String name) {
    return entry.text(name).filter(value -> !value.isEmpty());
  }

  private static String canonical(String registry) {
    return DOCKER_HUB.contains(registry) ? "docker.io" : registry;
  }

  private static String host(String key) {
    String normalized = normalized(key);
    int slash = normalized.indexOf('/');
    return slash < 0 ? normalized : normalized.substring(0, slash);
  }

  /// A key without scheme and without the path of the registry's API.
  private static String normalized(String key) {
    String text = key.replaceFirst("^https?://", "");
    boolean url = text.length() != key.length();
    int slash = text.indexOf('/');
    if (slash < 0) {
      return canonical(text);
    }
    String host = canonical(text.substring(0, slash));
    String path = text.substring(slash + 1).replaceFirst("/+$", "");
    boolean api = url || path.equals("v1") || path.equals("v2") || path.isEmpty();
    return api ? host : host + "/" + path;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}

package dev.garboard.registry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Finds the credential for a repository: the file that the user names, `REGISTRY_AUTH_FILE`,
/// Docker's configuration, Podman's files, variables of CI systems, else none. Files are read, and
/// helpers run, when a registry first asks.
public final class RegistryCredentials {

  private final List<AuthFile> files;
  private final Map<String, String> environment;
  private final Map<Repository, RegistryCredential> found = new ConcurrentHashMap<>();

  private RegistryCredentials(List<AuthFile> files, Map<String, String> environment) {
    this.files = List.copyOf(files);
    this.environment = Map.copyOf(environment);
  }

  /// Knows none.
  public static RegistryCredentials none() {
    return new RegistryCredentials(List.of(), Map.of());
  }

  /// Credentials of an environment.
  ///
  /// @param named files that the user names, which must exist; searched first
  public static RegistryCredentials from(Map<String, String> environment, List<Path> named) {
    List<AuthFile> files = new ArrayList<>();
    named.forEach(path -> files.add(new AuthFile(path, true)));
    variable(environment, "REGISTRY_AUTH_FILE")
        .ifPresent(path -> files.add(new AuthFile(Path.of(path), true)));
    Optional<String> home = variable(environment, "HOME");
    variable(environment, "DOCKER_CONFIG")
        .map(Path::of)
        .or(() -> home.map(h -> Path.of(h, ".docker")))
        .ifPresent(path -> files.add(new AuthFile(path.resolve("config.json"), false)));
    Stream.of(
            variable(environment, "XDG_RUNTIME_DIR").map(Path::of),
            variable(environment, "XDG_CONFIG_HOME")
                .map(Path::of)
                .or(() -> home.map(h -> Path.of(h, ".config"))))
        .flatMap(Optional::stream)
        .forEach(path -> files.add(new AuthFile(path.resolve("containers/auth.json"), false)));
    return new RegistryCredentials(files, environment);
  }

  /// The credential for a repository; anonymous when there is none.
  ///
  /// @throws RegistryException when a file that should have it is unreadable or malformed, or a
  ///   helper fails
  public RegistryCredential find(Repository repository)
      throws RegistryException, InterruptedException {
    RegistryCredential known = found.get(repository);
    if (known != null) {
      return known;
    }
    synchronized (this) {
      RegistryCredential credential = search(repository);
      found.put(repository, credential);
      return credential;
    }
  }

  private RegistryCredential search(Repository repository)
      throws RegistryException, InterruptedException {
    for (AuthFile file : files) {
      Optional<RegistryCredential> credential = file.find(repository, environment);
      if (credential.isPresent()) {
        return credential.get();
      }
    }
    return ofCi(repository).orElseGet(RegistryCredential.Anonymous::new);
  }

  private Optional<RegistryCredential> ofCi(Repository repository) {
    String registry = repository.registry();
    if (registry.equals("ghcr.io")) {
      return password("GITHUB_TOKEN", variable(environment, "GITHUB_ACTOR").orElse("token"));
    }
    if (variable(environment, "CI_REGISTRY").filter(registry::equals).isEmpty()) {
      return Optional.empty();
    }
    return variable(environment, "CI_REGISTRY_USER")
        .flatMap(user -> password("CI_REGISTRY_PASSWORD", user))
        .or(() -> password("CI_JOB_TOKEN", "gitlab-ci-token"));
  }

  private Optional<RegistryCredential> password(String variable, String user) {
    return variable(environment, variable)
        .map(secret ->
            new RegistryCredential.Password(user, secret, new CredentialSource.Variable(variable)));
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  @Override
  public String toString() {
    return "RegistryCredentials" + files;
  }
}

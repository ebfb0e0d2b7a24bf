package dev.garboard.buildpack;

import dev.garboard.buildpack.Failure.FailureException;
import dev.garboard.buildpack.cnb.ServiceBinding;
import dev.garboard.http.Credentials;
import dev.garboard.http.HttpSettings;
import dev.garboard.http.IndexLocation;
import dev.garboard.http.WebClient;
import dev.garboard.project.UvSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How package indexes are reached: the user's variables as uv reads them, and service bindings.
///
/// A binding of type `python-index` holds `url` (or `host`), `username` and `password` (or
/// `token`), and may hold `ca.crt`. One of type `netrc` holds `.netrc` or `netrc`. Each file of one
/// of type `ca-certificates` is a certificate that is trusted beside the system's.
final class IndexAccess {
  /// Stands before the names of indexes that bindings name.
  static final String BINDING = "BINDING_";

  private static final List<String> SYSTEM_BUNDLES =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/ca-bundle.pem",
          "/etc/pki/tls/cacert.pem",
          "/etc/ssl/cert.pem");

  private final SortedMap<String, String> environment;
  private final List<IndexLocation> indexes = new ArrayList<>();
  private final List<Path> certificates = new ArrayList<>();

  private IndexAccess(Map<String, String> environment) {
    this.environment = new TreeMap<>(environment);
  }

  /// @param work directory for a bundle of certificates
  static WebClient client(Choices choices, List<ServiceBinding> bindings, Path work)
      throws IOException, FailureException {
    IndexAccess access = new IndexAccess(choices.context().environment());
    for (UvSettings.Index index : choices.project().workspaceRoot().uv().indexes()) {
      access.indexes.add(new IndexLocation(index.name(), index.url()));
    }
    for (ServiceBinding binding : bindings) {
      access.add(binding);
    }
    access.trust(work);
    try {
      return new WebClient(
          HttpSettings.from(access.environment),
          Credentials.from(access.environment, access.indexes));
    } catch (IllegalArgumentException e) {
      throw Failure.of(String.valueOf(e.getMessage())).exception();
    }
  }

  private void add(ServiceBinding binding) throws IOException, FailureException {
    switch (binding.type()) {
      case "python-index" -> addIndex(binding);
      case "netrc" -> {
        Path file = binding.entries().get(".netrc");
        Path other = binding.entries().getOrDefault("netrc", file);
        if (other == null) {
          throw incomplete(binding, "an entry `.netrc`").exception();
        }
        environment.put("NETRC", other.toString());
      }
      case "ca-certificates" ->
          binding
              .entries()
              .forEach((name, file) -> {
                if (!name.equals("type") && !name.equals("provider")) {
                  certificates.add(file);
                }
              });
      default -> {
        // Bindings of other types are for other buildpacks, or for the application.
      }
    }
  }

  private void addIndex(ServiceBinding binding) throws IOException, FailureException {
    String host = binding.text("host");
    String url = binding.text("url");
    if (url.isEmpty() && !host.isEmpty()) {
      url = "https://" + host + "/";
    }
    if (url.isEmpty()) {
      throw incomplete(binding, "an entry `url` or `host`").exception();
    }
    String name = BINDING + binding.name();
    String stem =
        "UV_INDEX_" + name.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    String token = binding.text("token");
    String password = token.isEmpty() ? binding.text("password") : token;
    String user = binding.text("username");
    environment.put(stem + "_USERNAME", user.isEmpty() && !token.isEmpty() ? "__token__" : user);
    environment.put(stem + "_PASSWORD", password);
    // Asked before those of the project: the platform knows better who may read what.
    indexes.addFirst(new IndexLocation(name, url));
    Path authority = binding.entries().get("ca.crt");
    if (authority != null) {
      certificates.add(authority);
    }
  }

  private static Failure incomplete(ServiceBinding binding, String missing) {
    return Failure.of(
            "the service binding `"
                + binding.name()
                + "` of type `"
                + binding.type()
                + "` is incomplete",
            "It lacks " + missing)
        .help("Add it to the secret that the platform mounts");
  }

  /// Bound certificates are trusted beside what is trusted anyway.
  private void trust(Path work) throws IOException {
    if (certificates.isEmpty()) {
      return;
    }
    StringBuilder bundle = new StringBuilder();
    for (Path file : usual()) {
      bundle.append(Files.readString(file)).append('\n');
    }
    for (Path file : certificates) {
      bundle.append(Files.readString(file)).append('\n');
    }
    Path file = work.resolve("certificates.pem");
    Files.writeString(file, bundle.toString());
    environment.put("SSL_CERT_FILE", file.toString());
  }

  private List<Path> usual() {
    String named = environment.getOrDefault("SSL_CERT_FILE", "");
    List<String> candidates = named.isEmpty() ? SYSTEM_BUNDLES : List.of(named);
    return candidates.stream().map(Path::of).filter(Files::isReadable).limit(1).toList();
  }
}

package dev.garboard.http;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The credential of one index and the part of the web that it is for.
///
/// @param path without trailing slash; a trailing `/simple` or `/+simple` segment is removed, as
///   files usually lie beside it
record IndexCredential(Realm realm, String path, Credential credential) {

  private static final Pattern SIMPLE = Pattern.compile("/\\+?simple$", Pattern.CASE_INSENSITIVE);

  /// The index's credential: from its variables, else from its URL.
  static Optional<IndexCredential> of(IndexLocation index, Map<String, String> environment) {
    URI url;
    try {
      url = URI.create(index.url());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    String root = SIMPLE.matcher(trimSlashes(path)).replaceAll("");
    return fromVariables(index.name(), environment)
        .or(() -> fromUrl(url))
        .map(credential -> new IndexCredential(Realm.of(url), trimSlashes(root), credential));
  }

  /// Whether a file at this URL lies below the index.
  boolean covers(URI url) {
    String other = url.getRawPath() == null ? "" : url.getRawPath();
    return realm.equals(Realm.of(url)) && (other.equals(path) || other.startsWith(path + "/"));
  }

  private static Optional<Credential> fromVariables(String name, Map<String, String> environment) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String stem = "UV_INDEX_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    String user = environment.getOrDefault(stem + "_USERNAME", "");
    String password = environment.getOrDefault(stem + "_PASSWORD", "");
    if (user.isEmpty() && password.isEmpty()) {
      return Optional.empty();
    }
    String variable = stem + (user.isEmpty() ? "_PASSWORD" : "_USERNAME");
    return Optional.of(
        new Credential(user, password, new CredentialOrigin.IndexVariable(variable)));
  }

  private static Optional<Credential> fromUrl(URI url) {
    String userInfo = url.getRawUserInfo() == null ? "" : url.getRawUserInfo();
    return Credential.ofUserInfo(userInfo, new CredentialOrigin.InIndexUrl(RedactedUrl.of(url)));
  }

  private static String trimSlashes(String path) {
    return path.replaceAll("/+$", "");
  }
}

package dev.garboard.http;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds user name and password for a URL in uv's order: the URL itself, the index with the longest
/// matching prefix; after a refusal, an index of the same realm, then netrc. Never prints one.
public final class Credentials {

  private final List<IndexCredential> indexes;
  private final List<Path> netrcCandidates;

  private Credentials(List<IndexCredential> indexes, List<Path> netrcCandidates) {
    this.indexes = indexes;
    this.netrcCandidates = netrcCandidates;
  }

  /// Knows none but those in URLs.
  public static Credentials none() {
    return new Credentials(List.of(), List.of());
  }

  /// Credentials of these indexes, by `UV_INDEX_<NAME>_USERNAME` and `_PASSWORD` or the index's
  /// URL, and of the file that `NETRC` names, else `~/.netrc` or `~/_netrc`.
  public static Credentials from(Map<String, String> environment, List<IndexLocation> indexes) {
    List<IndexCredential> known =
        indexes.stream().flatMap(i -> IndexCredential.of(i, environment).stream()).toList();
    String netrc = environment.getOrDefault("NETRC", "");
    String home = environment.getOrDefault("HOME", "");
    if (!netrc.isEmpty()) {
      boolean inHome = netrc.startsWith("~/") && !home.isEmpty();
      Path file = inHome ? Path.of(home, netrc.substring(2)) : Path.of(netrc);
      return new Credentials(known, List.of(file));
    }
    List<Path> usual =
        home.isEmpty() ? List.of() : List.of(Path.of(home, ".netrc"), Path.of(home, "_netrc"));
    return new Credentials(known, usual);
  }

  /// What to send at once.
  Optional<Credential> eager(URI url) throws HttpFailedException {
    String userInfo = url.getRawUserInfo() == null ? "" : url.getRawUserInfo();
    Optional<Credential> own = Credential.ofUserInfo(userInfo, new CredentialOrigin.InUrl());
    if (own.isPresent() && own.get().hasPassword()) {
      return own;
    }
    String user = own.map(Credential::user).orElse("");
    Optional<Credential> known = byPrefix(url, user);
    if (own.isEmpty() || known.isPresent()) {
      return known;
    }
    Optional<Credential> other = afterRefusal(url, user);
    return other.isPresent() ? other : own;
  }

  /// What to try after a 401, 403 or 404.
  ///
  /// @param user the only acceptable user name, or empty
  Optional<Credential> afterRefusal(URI url, String user) throws HttpFailedException {
    Realm realm = Realm.of(url);
    Optional<Credential> sameRealm =
        indexes.stream()
            .filter(i -> i.realm().equals(realm))
            .map(IndexCredential::credential)
            .filter(c -> user.isEmpty() || c.user().equals(user))
            .findFirst();
    return sameRealm.isPresent() ? sameRealm : fromNetrc(url, user);
  }

  private Optional<Credential> byPrefix(URI url, String user) {
    return indexes.stream()
        .filter(i -> i.covers(url))
        .filter(i -> user.isEmpty() || i.credential().user().equals(user))
        .max(Comparator.comparingInt(i -> i.path().length()))
        .map(IndexCredential::credential);
  }

  private Optional<Credential> fromNetrc(URI url, String user) throws HttpFailedException {
    for (Path file : netrcCandidates) {
      Optional<NetrcFile> netrc = read(file, url);
      if (netrc.isPresent()) {
        return netrc
            .get()
            .find(Realm.of(url).host(), user)
            .map(e -> new Credential(e.login(), e.password(), origin(file, e)));
      }
    }
    return Optional.empty();
  }

  private static CredentialOrigin origin(Path file, NetrcFile.Entry entry) {
    String machine = entry.host().isEmpty() ? "default" : entry.host();
    return new CredentialOrigin.Netrc(file.toString(), machine);
  }

  private static Optional<NetrcFile> read(Path file, URI url) throws HttpFailedException {
    try {
      return Optional.of(NetrcFile.parse(Files.readString(file, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      // Absent or unreadable counts as no file, as for uv.
      return Optional.empty();
    } catch (NetrcFile.MalformedException e) {
      throw new HttpFailedException(
          new HttpProblem.NetrcMalformed(RedactedUrl.of(url), file.toString(), e.line()));
    }
  }

  @Override
  public String toString() {
    return "Credentials[" + indexes.size() + " indexes]";
  }
}

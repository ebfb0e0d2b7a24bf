package dev.garboard.locate;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.store.RecordKind;
import dev.garboard.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Finds wanted files in the store, which knows them by SHA-256 only: other digests, and URLs of
/// files without one, are records that lead there.
final class StoredFiles {

  private final Store store;

  StoredFiles(Store store) {
    this.store = store;
  }

  /// The stored file with the lock's digest; none for a file without one.
  ///
  /// A stored alias was verified against all digests of its wanted file when it was written.
  Optional<Outcome.Found> find(WantedFile wanted) throws IOException {
    Optional<Outcome.Found> found = Optional.empty();
    for (Digest digest : wanted.digests()) {
      Optional<Outcome.Found> next =
          digest.algorithm() == Digest.Algorithm.SHA256
              ? bySha256(wanted, digest)
              : byAlias(wanted, digest.toString());
      boolean contradicts = found.isPresent() && !found.equals(next);
      if (wanted.strict() && (next.isEmpty() || contradicts)) {
        return Optional.empty();
      }
      found = found.isPresent() ? found : next;
    }
    return found;
  }

  /// What the URL led to when the network was last allowed.
  Optional<Outcome.Found> findUnverified(WantedFile wanted) throws IOException {
    return wanted.digests().isEmpty() ? byAlias(wanted, wanted.location()) : Optional.empty();
  }

  /// @param matched those of the lock's digests that the bytes have
  void remember(WantedFile wanted, List<Digest> matched, Digest sha256) throws IOException {
    List<String> names =
        wanted.digests().isEmpty()
            ? List.of(wanted.location())
            : matched.stream()
                .filter(wanted.digests()::contains)
                .filter(d -> d.algorithm() != Digest.Algorithm.SHA256)
                .map(Digest::toString)
                .toList();
    for (String name : names) {
      store.putRecord(RecordKind.ALIAS, Hashing.sha256(name), sha256.toString());
    }
  }

  private Optional<Outcome.Found> byAlias(WantedFile wanted, String name) throws IOException {
    Optional<String> sha256 = store.record(RecordKind.ALIAS, Hashing.sha256(name));
    return sha256.isEmpty() ? Optional.empty() : bySha256(wanted, Digest.parse(sha256.get()));
  }

  private Optional<Outcome.Found> bySha256(WantedFile wanted, Digest digest) throws IOException {
    Optional<Path> file = store.find(wanted.shelf(), digest);
    return file.map(path -> new Outcome.Found(path, digest));
  }
}

package dev.garboard.locate;

import dev.garboard.content.Digest;
import dev.garboard.http.HttpFailedException;
import dev.garboard.http.HttpProblem;
import dev.garboard.http.RedactedUrl;
import dev.garboard.http.WebClient;
import dev.garboard.store.BlobWriter;
import dev.garboard.store.Store;
import dev.garboard.store.StoreLock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Brings one file into the store: looks there first, then reads or downloads it, verified on the
/// way.
final class FileFetcher {

  private final WebClient client;
  private final Store store;
  private final StoredFiles stored;
  private final FindLinks findLinks;
  private final Path root;
  private final LocateListener listener;

  FileFetcher(
      WebClient client, Store store, FindLinks findLinks, Path root, LocateListener listener) {
    this.client = client;
    this.store = store;
    this.stored = new StoredFiles(store);
    this.findLinks = findLinks;
    this.root = root;
    this.listener = listener;
  }

  /// The file, if it is in the store.
  Optional<Outcome.Found> stored(WantedFile wanted) throws IOException {
    return stored.find(wanted);
  }

  Outcome fetch(WantedFile wanted) throws InterruptedException {
    Place place;
    try {
      place = Place.parse(wanted.location(), root);
    } catch (IllegalArgumentException e) {
      return new Outcome.Missed(
          new LocateProblem.BadLocation(
              wanted.name(), wanted.filename(), new RedactedUrl(wanted.location())));
    }
    try {
      return fetch(wanted, place);
    } catch (ClosedByInterruptException e) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    } catch (IOException e) {
      return new Outcome.Missed(
          new LocateProblem.StorageFailed(
              wanted.name(), wanted.filename(), store.root().toString(), reason(e)));
    }
  }

  private Outcome fetch(WantedFile wanted, Place place) throws IOException, InterruptedException {
    Optional<Outcome.Found> before = reuse(wanted);
    if (before.isPresent()) {
      return before.get();
    }
    try (StoreLock _ = store.lock(lockName(wanted))) {
      // Another thread or process may have had the lock for this very file.
      Optional<Outcome.Found> meanwhile = reuse(wanted);
      return meanwhile.isPresent() ? meanwhile.get() : obtain(wanted, place);
    }
  }

  private Optional<Outcome.Found> reuse(WantedFile wanted) throws IOException {
    Optional<Outcome.Found> found = stored.find(wanted);
    found.ifPresent(_ -> listener.reused(wanted.name(), wanted.filename()));
    return found;
  }

  private Outcome obtain(WantedFile wanted, Place place) throws IOException, InterruptedException {
    boolean reachable =
        switch (place) {
          case Place.Local(Path path) -> Files.isRegularFile(path);
          case Place.Remote _ -> !client.isOffline();
        };
    Optional<Place> actual = reachable ? Optional.of(place) : findLinks.find(wanted.filename());
    if (actual.isPresent()) {
      return store(wanted, actual.get());
    }
    return switch (place) {
      case Place.Local(Path path) ->
          new Outcome.Missed(
              new LocateProblem.FileNotFound(wanted.name(), wanted.filename(), path.toString()));
      case Place.Remote(URI url) -> withoutNetwork(wanted, url);
    };
  }

  private Outcome withoutNetwork(WantedFile wanted, URI url) throws IOException {
    Optional<Outcome.Found> byUrl = stored.findUnverified(wanted);
    if (byUrl.isPresent()) {
      listener.reused(wanted.name(), wanted.filename());
      listener.unverified(wanted.name(), wanted.filename());
      return byUrl.get();
    }
    return new Outcome.Missed(
        new LocateProblem.OfflineMissing(wanted.name(), wanted.filename(), RedactedUrl.of(url)));
  }

  private Outcome store(WantedFile wanted, Place place) throws IOException, InterruptedException {
    listener.started(wanted.name(), wanted.filename(), wanted.size());
    try (BlobWriter writer = store.newBlobHashedElsewhere(wanted.shelf())) {
      VerifyingSink sink = new VerifyingSink(wanted, writer, listener);
      switch (place) {
        case Place.Local(Path path) -> copy(path, sink);
        case Place.Remote(URI url) -> client.download(url, sink);
      }
      List<Digest> actual = sink.finish();
      if (!sink.accepts(actual)) {
        return new Outcome.Missed(mismatch(wanted, place, actual, writer.size()));
      }
      BlobWriter.Stored blob = sink.commit(actual);
      stored.remember(wanted, actual, blob.digest());
      listener.finished(wanted.name(), wanted.filename(), blob.size());
      if (wanted.digests().isEmpty()) {
        listener.unverified(wanted.name(), wanted.filename());
      }
      return new Outcome.Found(blob.file(), blob.digest());
    } catch (HttpFailedException e) {
      return new Outcome.Missed(problem(wanted, e.problem()));
    }
  }

  private static void copy(Path path, VerifyingSink sink) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sink.write(buffer, 0, n);
      }
    }
  }

  private static LocateProblem mismatch(
      WantedFile wanted, Place place, List<Digest> all, long size) {
    List<Digest> actual =
        all.stream()
            .filter(a -> wanted.digests().stream().anyMatch(w -> w.algorithm() == a.algorithm()))
            .toList();
    return size < wanted.size()
        ? new LocateProblem.Truncated(
            wanted.name(), wanted.filename(), place.toString(), wanted.size(), size)
        : new LocateProblem.DigestMismatch(
            wanted.name(), wanted.filename(), place.toString(), wanted.digests(), actual);
  }

  private static LocateProblem problem(WantedFile wanted, HttpProblem cause) {
    return switch (cause) {
      case HttpProblem.NotFound p ->
          new LocateProblem.NotFound(wanted.name(), wanted.filename(), p);
      case HttpProblem.Unauthorised p ->
          new LocateProblem.Unauthorised(wanted.name(), wanted.filename(), p);
      case HttpProblem.Offline p ->
          new LocateProblem.OfflineMissing(wanted.name(), wanted.filename(), p.url());
      case HttpProblem p -> new LocateProblem.Unreachable(wanted.name(), wanted.filename(), p);
    };
  }

  private static String lockName(WantedFile wanted) {
    return wanted.digests().isEmpty() ? wanted.location() : wanted.digests().getFirst().toString();
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}

package dev.garboard.locate;

import dev.garboard.http.WebClient;
import dev.garboard.parallel.Parallel;
import dev.garboard.python.WheelFilename;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.Target;
import dev.garboard.selection.WheelTags;
import dev.garboard.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// The stage **locate**: from selected packages to verified files in the store, up to 16 at a time
/// whoever asks.
///
/// The store is asked first, then the lock's location, taken literally; where that is out of reach
/// (no network, no such path) a file of the same name from `--find-links`. Digests are checked
/// while the bytes stream, as `uv sync` does; sizes are only for progress.
public final class WheelLocator {

  private static final int LIMIT = 16;

  private final FileFetcher fetcher;
  private final SuppliedWheels supplied;

  /// Callers may come on several threads; the limit is for all of them.
  private final Semaphore free = new Semaphore(LIMIT, true);

  /// A locator.
  ///
  /// @param lockDirectory where the lock's relative paths start
  /// @throws IllegalArgumentException when one of them is neither a path nor a URL; the message is
  ///   redacted
  public WheelLocator(
      WebClient client,
      Store store,
      Path lockDirectory,
      LinkPlaces linkPlaces,
      LocateListener listener) {
    FindLinks links = new FindLinks(linkPlaces.all(), lockDirectory, client);
    this.supplied = new SuppliedWheels(new FindLinks(linkPlaces.ofUser(), lockDirectory, client));
    this.fetcher = new FileFetcher(client, store, links, lockDirectory, listener);
  }

  /// The wheels of those packages that are installed from one, in the order given.
  ///
  /// @throws LocateFailedException with every problem, when a wheel is not at hand
  public List<LocatedWheel> locate(List<SelectedPackage> packages)
      throws LocateFailedException, InterruptedException {
    List<WantedFile> wanted = packages.stream().flatMap(p -> WantedFile.wheel(p).stream()).toList();
    List<LocatedWheel> located = new ArrayList<>();
    List<Outcome.Found> found = fetchAll(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      WheelFilename filename = WheelFilename.parse(wanted.get(i).filename());
      located.add(new LocatedWheel(filename, found.get(i).file(), found.get(i).digest()));
    }
    return located;
  }

  /// Those of the packages' wheels that lie in the store already; nothing is fetched.
  ///
  /// @throws IOException when the store cannot be read
  public List<LocatedWheel> stored(List<SelectedPackage> packages) throws IOException {
    List<LocatedWheel> located = new ArrayList<>();
    for (SelectedPackage selected : packages) {
      for (WantedFile wanted : WantedFile.wheel(selected).stream().toList()) {
        fetcher
            .stored(wanted)
            .map(found ->
                new LocatedWheel(
                    WheelFilename.parse(wanted.filename()), found.file(), found.digest()))
            .ifPresent(located::add);
      }
    }
    return located;
  }

  /// The source archives of those packages that are built from one, in the order given.
  ///
  /// @throws LocateFailedException with every problem, when an archive is not at hand
  public List<LocatedArchive> locateArchives(List<SelectedPackage> packages)
      throws LocateFailedException, InterruptedException {
    List<WantedFile> wanted =
        packages.stream().flatMap(p -> WantedFile.archive(p).stream()).toList();
    List<LocatedArchive> located = new ArrayList<>();
    List<Outcome.Found> found = fetchAll(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      WantedFile file = wanted.get(i);
      located.add(
          new LocatedArchive(
              file.name(), file.filename(), found.get(i).file(), found.get(i).digest()));
    }
    return located;
  }

  /// The wheel that the user supplies for a package without one: of its name and version, and the
  /// best of those that fit the target.
  ///
  /// @throws LocateFailedException when it is there and cannot be had
  /// @throws IOException when a directory or its files cannot be read
  public Optional<LocatedWheel> supplied(SelectedPackage selected, Target target)
      throws LocateFailedException, IOException, InterruptedException {
    Optional<WantedFile> wanted = supplied.find(selected, WheelTags.of(target));
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    Outcome.Found found = fetchAll(List.of(wanted.get())).getFirst();
    WheelFilename filename = WheelFilename.parse(wanted.get().filename());
    return Optional.of(new LocatedWheel(filename, found.file(), found.digest()));
  }

  private List<Outcome.Found> fetchAll(List<WantedFile> wanted)
      throws LocateFailedException, InterruptedException {
    List<Outcome.Found> found = new ArrayList<>();
    List<LocateProblem> problems = new ArrayList<>();
    for (Outcome outcome : run(wanted)) {
      switch (outcome) {
        case Outcome.Found f -> found.add(f);
        case Outcome.Missed(LocateProblem problem) -> problems.add(problem);
      }
    }
    if (!problems.isEmpty()) {
      throw new LocateFailedException(problems);
    }
    return found;
  }

  private Outcome fetch(WantedFile wanted) throws InterruptedException {
    free.acquire();
    try {
      return fetcher.fetch(wanted);
    } finally {
      free.release();
    }
  }

  private List<Outcome> run(List<WantedFile> wanted) throws InterruptedException {
    try {
      return Parallel.map(wanted, LIMIT, this::fetch);
    } catch (Parallel.TaskFailedException e) {
      e.rethrowIf(InterruptedException.class);
      e.rethrowIf(RuntimeException.class);
      throw new AssertionError(e);
    }
  }
}

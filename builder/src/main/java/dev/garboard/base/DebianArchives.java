package dev.garboard.base;

import dev.garboard.content.Digest;
import dev.garboard.content.Directories;
import dev.garboard.content.Hashing;
import dev.garboard.debian.archive.AptSources;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.ArchiveReader;
import dev.garboard.debian.archive.Distribution;
import dev.garboard.debian.archive.HttpTransport;
import dev.garboard.debian.archive.Keyring;
import dev.garboard.debian.archive.Mirrors;
import dev.garboard.debian.archive.StoredPackages;
import dev.garboard.debian.archive.VerifiedSuite;
import dev.garboard.debian.base.BaseLocker;
import dev.garboard.debian.base.BaseResolver;
import dev.garboard.debian.base.PackageNames;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockException;
import dev.garboard.debian.lock.LockReader;
import dev.garboard.debian.lock.LockWriter;
import dev.garboard.debian.lock.LockedSet;
import dev.garboard.debian.packages.ClosureException;
import dev.garboard.http.WebClient;
import dev.garboard.oci.Platform;
import dev.garboard.store.RecordKind;
import dev.garboard.store.Store;
import dev.garboard.store.TreeShelf;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The archives as this machine and its settings know them: the lock, the mirrors, and what was
/// chosen lately.
final class DebianArchives {

  /// How long an answer of the archive counts as its newest state.
  private static final Duration FRESH = Duration.ofHours(6);

  private final Store store;
  private final WebClient client;
  private final DebianSettings settings;
  private final InstantSource clock;
  private final BaseNotice notice;
  private final Keys keys;
  private final KnownBases bases;
  private final KnownChoices choices;

  /// Whom to believe about a release.
  interface Keys {
    Keyring of(Distribution distribution) throws IOException;
  }

  /// Chooses the newest packages.
  interface Choice {
    BaseLocker.Locked choose(BaseResolver resolver, Instant now)
        throws ArchiveException, ClosureException, IOException;
  }

  DebianArchives(
      Store store,
      WebClient client,
      DebianSettings settings,
      InstantSource clock,
      BaseNotice notice,
      Keys keys) {
    this.store = store;
    this.client = client;
    this.settings = settings;
    this.clock = clock;
    this.notice = notice;
    this.keys = keys;
    this.bases = KnownBases.NONE;
    this.choices = KnownChoices.NONE;
  }

  private DebianArchives(DebianArchives like, KnownBases bases, KnownChoices choices) {
    this.store = like.store;
    this.client = like.client;
    this.settings = like.settings;
    this.clock = like.clock;
    this.notice = like.notice;
    this.keys = like.keys;
    this.bases = bases;
    this.choices = choices;
  }

  /// The same; what is known there is not made or chosen here.
  DebianArchives with(KnownBases otherBases, KnownChoices otherChoices) {
    return new DebianArchives(this, otherBases, otherChoices);
  }

  KnownBases elsewhere() {
    return bases;
  }

  Store store() {
    return store;
  }

  DebianSettings settings() {
    return settings;
  }

  BaseNotice notice() {
    return notice;
  }

  /// A new directory for what is on its way; the caller removes it.
  Path scratch() throws IOException {
    Path work = Files.createDirectories(store.shelf(TreeShelf.WORK));
    return Files.createTempDirectory(work, "debian-");
  }

  /// The lock of the project, if there is one.
  Optional<BaseLock> pinned() throws LockException, IOException {
    return Files.isRegularFile(settings.lockFile())
        ? Optional.of(LockReader.parse(Files.readString(settings.lockFile())))
        : Optional.empty();
  }

  /// What the archive offers now, or offered lately.
  BaseLock newest(ChoiceRequest request, Choice choice)
      throws ArchiveException, ClosureException, IOException, InterruptedException {
    Distribution distribution = request.distribution();
    notice.notPinned(distribution.name());
    Optional<Remembered> recent =
        Stream.concat(recent(ownKey(request)).stream(), recent(toldKey(request)).stream())
            .max(Comparator.comparing(Remembered::chosen));
    if (recent.isPresent()) {
      return recent.get().lock();
    }
    try (Asking asking = ask(distribution)) {
      return asking.known(request, choice);
    }
  }

  /// What this program chose itself is for every project of this machine.
  private static Digest ownKey(ChoiceRequest request) {
    return Hashing.sha256("chosen here\n" + request.text());
  }

  /// What others chose is for those who ask the same others.
  private Digest toldKey(ChoiceRequest request) {
    return Hashing.sha256("told by " + choices.origin() + "\n" + request.text());
  }

  private record Remembered(Instant chosen, BaseLock lock) {}

  private void remember(Digest key, BaseLock lock) throws IOException {
    store.putRecord(RecordKind.BASE, key, clock.instant() + "\n" + LockWriter.text(lock));
  }

  private Optional<Remembered> recent(Digest key) throws IOException {
    Optional<String> record = store.record(RecordKind.BASE, key);
    if (record.isEmpty()) {
      return Optional.empty();
    }
    int end = record.get().indexOf('\n');
    Instant chosen = Instant.parse(record.get().substring(0, end));
    boolean fresh = Duration.between(chosen, clock.instant()).compareTo(FRESH) < 0;
    try {
      return fresh || client.isOffline()
          ? Optional.of(new Remembered(chosen, LockReader.parse(record.get().substring(end + 1))))
          : Optional.empty();
    } catch (LockException e) {
      // Written by another version of this program: ask anew.
      return Optional.empty();
    }
  }

  /// Asks the archive.
  BaseLock choose(Distribution distribution, Choice choice)
      throws ArchiveException, ClosureException, IOException {
    try (Asking asking = ask(distribution)) {
      return asking.choose(choice);
    }
  }

  private Asking ask(Distribution distribution) throws IOException {
    Instant now = clock.instant();
    Mirrors mirrors = mirrors(distribution);
    ArchiveReader.Trust trust =
        new ArchiveReader.Trust(keys.of(distribution), now, settings.allowExpired());
    // Last: whoever asks removes it, and only then is there anybody.
    Path scratch = scratch();
    ArchiveReader reader =
        new ArchiveReader(
            new HttpTransport(client, scratch), new StoredPackages(store), mirrors, scratch);
    return new Asking(distribution, new BaseResolver(reader, trust), now, scratch);
  }

  /// The archive as it is now.
  private final class Asking implements AutoCloseable {
    private final Distribution distribution;
    private final BaseResolver resolver;
    private final Instant now;
    private final Path scratch;

    private Asking(Distribution distribution, BaseResolver resolver, Instant now, Path scratch) {
      this.distribution = distribution;
      this.resolver = resolver;
      this.now = now;
      this.scratch = scratch;
    }

    /// What others chose of the very same indexes, else what is chosen here.
    BaseLock known(ChoiceRequest request, Choice choice)
        throws ArchiveException, ClosureException, IOException, InterruptedException {
      List<VerifiedSuite> suites = resolver.suites(distribution);
      Digest key = request.key(suites);
      Optional<BaseLock> known = choices.find(key).flatMap(request::answer);
      if (known.isPresent()) {
        warn(suites);
        remember(toldKey(request), known.get());
        return known.get();
      }
      BaseLock lock = choose(choice);
      choices.note(key, LockWriter.text(lock));
      remember(ownKey(request), lock);
      return lock;
    }

    BaseLock choose(Choice choice) throws ArchiveException, ClosureException, IOException {
      BaseLocker.Locked locked = choice.choose(resolver, now);
      warn(locked.suites());
      store.putRecord(RecordKind.BASE, namesKey(distribution), String.join("\n", locked.names()));
      return locked.lock();
    }

    /// Who uses what is out of date is told.
    private void warn(List<VerifiedSuite> suites) {
      if (suites.stream().anyMatch(VerifiedSuite::expired)) {
        notice.expired(distribution.name());
      }
    }

    @Override
    public void close() throws IOException {
      Directories.delete(scratch);
    }
  }

  /// The names of the release's packages, as the last choice saw them.
  PackageNames names(Distribution distribution) throws IOException {
    Optional<String> record = store.record(RecordKind.BASE, namesKey(distribution));
    return record.isPresent()
        ? new PackageNames.Known(Set.of(record.get().split("\n")))
        : new PackageNames.Unknown();
  }

  private static Digest namesKey(Distribution distribution) {
    // Other names for one release have one list.
    return Hashing.sha256("package names " + distribution.suites().getFirst());
  }

  /// Reads packages of a lock.
  ///
  /// @param scratch an existing directory for what is on its way
  ArchiveReader reader(Distribution distribution, BaseLock lock, Path scratch) {
    Mirrors mirrors = distribution.withSnapshots(mirrors(distribution), lock.timestamp());
    return new ArchiveReader(
        new HttpTransport(client, scratch), new StoredPackages(store), mirrors, scratch);
  }

  private Mirrors mirrors(Distribution distribution) {
    Mirrors fallback =
        AptSources.mirrors(settings.aptSources(), distribution)
            .then(Mirrors.official(distribution));
    if (settings.mirrors().isEmpty()) {
      return fallback;
    }
    Map<String, List<URI>> named = new TreeMap<>();
    for (String archive : distribution.archives().keySet()) {
      named.put(
          archive,
          settings.mirrors().stream()
              .flatMap(root -> HttpTransport.rootsOf(root, archive).stream())
              .toList());
    }
    return new Mirrors(named).then(fallback);
  }

  /// A text for each package of a set: all that decides its bytes.
  static List<List<String>> inputs(BaseLock lock, LockedSet set) {
    return lock.packagesOf(set).stream()
        .map(each -> List.of(each.id().toString(), each.file().digest().toString()))
        .toList();
  }

  static Architecture architecture(Platform platform) {
    return platform.architecture().equals("arm64") ? Architecture.ARM64 : Architecture.AMD64;
  }
}

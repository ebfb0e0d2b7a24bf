package dev.garboard.base;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.debian.archive.AptSources;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.ArchiveReader;
import dev.garboard.debian.archive.Distribution;
import dev.garboard.debian.archive.HttpTransport;
import dev.garboard.debian.archive.Mirrors;
import dev.garboard.debian.archive.StoredPackages;
import dev.garboard.debian.archive.VerifiedSuite;
import dev.garboard.debian.base.BaseBuilder;
import dev.garboard.debian.base.BaseLocker;
import dev.garboard.debian.base.BaseResolver;
import dev.garboard.debian.base.DebianBase;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockException;
import dev.garboard.debian.lock.LockReader;
import dev.garboard.debian.lock.LockWriter;
import dev.garboard.debian.lock.LockedSet;
import dev.garboard.debian.packages.ClosureException;
import dev.garboard.debian.unpack.DropRules;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.http.WebClient;
import dev.garboard.image.BaseImage;
import dev.garboard.layer.LayerException;
import dev.garboard.oci.Platform;
import dev.garboard.store.RecordKind;
import dev.garboard.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes images of Debian releases: finds the packages, in a lock or by asking the archive, and
/// builds what the store does not have yet.
public final class DebianBases {

  /// How long an answer of the archive counts as its newest state.
  private static final Duration FRESH = Duration.ofHours(6);

  private final Store store;
  private final WebClient client;
  private final DebianSettings settings;
  private final InstantSource clock;
  private final BaseNotice notice;

  /// A maker of bases.
  public DebianBases(
      Store store,
      WebClient client,
      DebianSettings settings,
      InstantSource clock,
      BaseNotice notice) {
    this.store = store;
    this.client = client;
    this.settings = settings;
    this.clock = clock;
    this.notice = notice;
  }

  /// The image of a release for a platform.
  ///
  /// @param release such as `debian:13`
  /// @param bare whether it goes without a shell and the usual commands
  /// @throws ArchiveException when the archive cannot be trusted or lacks a package
  /// @throws LockException when the lock is malformed
  public BaseImage open(String release, boolean bare, Platform platform)
      throws ArchiveException,
          ClosureException,
          UnpackException,
          LockException,
          NotLockedException,
          LayerException,
          IOException,
          InterruptedException {
    Architecture architecture = architecture(platform);
    Path work = Files.createDirectories(store.root().resolve("work"));
    Path scratch = Files.createTempDirectory(work, "debian-");
    try {
      BaseLock lock = lock(release, bare, architecture, scratch);
      StoredBase stored = new StoredBase(store, release + (bare ? "-bare" : ""), platform);
      Digest key = key(lock, architecture);
      Optional<BaseImage> known = stored.find(key);
      return known.isPresent() ? known.get() : make(lock, architecture, stored, key, scratch);
    } finally {
      Directories.delete(scratch);
    }
  }

  /// Whether a Debian base exists for the platform.
  public static boolean supports(Platform platform) {
    return platform.os().equals("linux")
        && List.of("amd64", "arm64").contains(platform.architecture());
  }

  private static Architecture architecture(Platform platform) {
    return platform.architecture().equals("arm64") ? Architecture.ARM64 : Architecture.AMD64;
  }

  private BaseImage make(
      BaseLock lock, Architecture architecture, StoredBase stored, Digest key, Path scratch)
      throws ArchiveException, UnpackException, LayerException, IOException, InterruptedException {
    notice.making(lock.release(), architecture.id(), lock.packages().size());
    Distribution distribution = distribution(lock.release());
    BaseBuilder builder =
        new BaseBuilder(
            reader(distribution, lock, scratch),
            lock,
            new BaseBuilder.Options(
                DropRules.standard(), true, settings.machine(), settings.processors()),
            Files.createDirectory(scratch.resolve("unpacked")));
    DebianBase.Built built =
        builder
            .base(architecture)
            .orElseThrow(() -> new IllegalStateException("locked without " + architecture));
    built.warnings().forEach(notice::warning);
    return stored.put(key, built);
  }

  /// The lock of the project, or what the archive offers now.
  private BaseLock lock(String release, boolean bare, Architecture architecture, Path scratch)
      throws ArchiveException, ClosureException, LockException, NotLockedException, IOException {
    if (Files.isRegularFile(settings.lockFile())) {
      BaseLock pinned = LockReader.parse(Files.readString(settings.lockFile()));
      requireFits(pinned, release, seeds(bare), architecture);
      return pinned;
    }
    notice.notPinned(release);
    Digest key = Hashing.sha256("newest " + release + " " + bare + " " + architecture);
    Optional<BaseLock> recent = recent(key);
    if (recent.isPresent()) {
      return recent.get();
    }
    BaseLock lock = choose(release, bare, List.of(architecture), scratch);
    store.putRecord(RecordKind.BASE, key, clock.instant() + "\n" + LockWriter.text(lock));
    return lock;
  }

  /// Chooses the newest packages of a release.
  public BaseLock choose(String release, boolean bare, List<Architecture> targets)
      throws ArchiveException, ClosureException, IOException {
    Path work = Files.createDirectories(store.root().resolve("work"));
    Path scratch = Files.createTempDirectory(work, "debian-");
    try {
      return choose(release, bare, targets, scratch);
    } finally {
      Directories.delete(scratch);
    }
  }

  private BaseLock choose(String release, boolean bare, List<Architecture> targets, Path scratch)
      throws ArchiveException, ClosureException, IOException {
    Distribution distribution = distribution(release);
    ArchiveReader reader =
        new ArchiveReader(
            new HttpTransport(client, scratch),
            new StoredPackages(store),
            mirrors(distribution),
            scratch);
    ArchiveReader.Trust trust =
        new ArchiveReader.Trust(distribution.keyring(), clock.instant(), settings.allowExpired());
    BaseLocker.Locked locked =
        BaseLocker.lock(
            new BaseResolver(reader, trust),
            new BaseLocker.Request(
                distribution, targets, settings.machine(), seeds(bare), List.of()),
            clock.instant());
    if (locked.suites().stream().anyMatch(VerifiedSuite::expired)) {
      notice.expired(release);
    }
    return locked.lock();
  }

  private static List<String> seeds(boolean bare) {
    List<String> seeds = new ArrayList<>(DebianBase.SEEDS);
    if (!bare) {
      seeds.add(DebianBase.SHELL);
    }
    return seeds;
  }

  private static void requireFits(
      BaseLock lock, String release, List<String> seeds, Architecture architecture)
      throws NotLockedException {
    String wanted = release + " " + architecture.id() + " " + seeds.stream().sorted().toList();
    String locked =
        lock.release()
            + lock.set(LockedSet.Use.BASE, architecture)
                .map(set -> " " + architecture.id() + " " + set.requested())
                .orElse(" without " + architecture.id());
    if (!wanted.equals(locked)) {
      throw new NotLockedException(wanted, locked);
    }
  }

  private Optional<BaseLock> recent(Digest key) throws IOException {
    Optional<String> record = store.record(RecordKind.BASE, key);
    if (record.isEmpty()) {
      return Optional.empty();
    }
    int end = record.get().indexOf('\n');
    Instant chosen = Instant.parse(record.get().substring(0, end));
    boolean fresh = Duration.between(chosen, clock.instant()).compareTo(FRESH) < 0;
    try {
      return fresh || client.isOffline()
          ? Optional.of(LockReader.parse(record.get().substring(end + 1)))
          : Optional.empty();
    } catch (LockException e) {
      // Written by another version of this program: ask anew.
      return Optional.empty();
    }
  }

  private ArchiveReader reader(Distribution distribution, BaseLock lock, Path scratch) {
    Mirrors mirrors =
        mirrors(distribution).thenSnapshot(Distribution.DEBIAN_SNAPSHOT, lock.timestamp());
    return new ArchiveReader(
        new HttpTransport(client, scratch), new StoredPackages(store), mirrors, scratch);
  }

  private Mirrors mirrors(Distribution distribution) {
    Mirrors ofHost = AptSources.mirrors(settings.aptSources(), distribution);
    Mirrors fallback = ofHost.then(Mirrors.official(distribution));
    if (settings.mirrors().isEmpty()) {
      return fallback;
    }
    Map<String, List<URI>> named = new TreeMap<>();
    distribution.archives().keySet().forEach(archive -> named.put(archive, settings.mirrors()));
    return new Mirrors(named).then(fallback);
  }

  private static Distribution distribution(String release) {
    return Distribution.debian(release)
        .orElseThrow(() -> new IllegalArgumentException("unknown release: " + release));
  }

  /// All that decides the bytes: the packages of the architecture, and this program's way of making
  /// a base of them.
  private Digest key(BaseLock lock, Architecture architecture) {
    StringBuilder inputs = new StringBuilder("base 1 ").append(architecture.id()).append('\n');
    lock.set(LockedSet.Use.BASE, architecture)
        .ifPresent(set ->
            lock.packagesOf(set)
                .forEach(
                    p -> inputs.append(p.id()).append(' ').append(p.file().digest()).append('\n')));
    inputs.append(settings.machine());
    return Hashing.sha256(inputs.toString());
  }
}

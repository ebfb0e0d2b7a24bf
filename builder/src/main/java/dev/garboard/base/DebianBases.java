package dev.garboard.base;

import dev.garboard.base.ChoiceRequest.Part;
import dev.garboard.base.NotLockedException.Mismatch;
import dev.garboard.content.Digest;
import dev.garboard.content.Directories;
import dev.garboard.content.Hashing;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.Distribution;
import dev.garboard.debian.base.BaseBuilder;
import dev.garboard.debian.base.BaseLocker;
import dev.garboard.debian.base.DebianBase;
import dev.garboard.debian.base.VendorDirectory;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockException;
import dev.garboard.debian.lock.LockedSet;
import dev.garboard.debian.lock.LockedSet.Use;
import dev.garboard.debian.packages.ClosureException;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.http.WebClient;
import dev.garboard.image.BaseImage;
import dev.garboard.image.OwnBase;
import dev.garboard.layer.LayerException;
import dev.garboard.oci.Platform;
import dev.garboard.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes images of Debian releases: finds the packages, in a lock or by asking the archive, and
/// builds what the store does not have yet.
public final class DebianBases {

  private final DebianArchives archives;

  /// A maker of bases.
  public DebianBases(
      Store store,
      WebClient client,
      DebianSettings settings,
      InstantSource clock,
      BaseNotice notice) {
    this(new DebianArchives(store, client, settings, clock, notice, Distribution::keyring));
  }

  DebianBases(DebianArchives archives) {
    this.archives = archives;
  }

  /// The same; bases and choices that are known there are not made here.
  public DebianBases with(KnownBases bases, KnownChoices choices) {
    return new DebianBases(archives.with(bases, choices));
  }

  /// Layers of system packages from the same archives and lock.
  public SystemLayers systemLayers() {
    return new SystemLayers(archives);
  }

  /// The image of a release for a platform.
  ///
  /// @param release such as `debian:13`
  /// @param bare whether it goes without a shell and the usual commands
  /// @throws ArchiveException when the archive cannot be trusted or lacks a package
  /// @throws LockException when the lock is malformed
  /// @throws NotLockedException when the lock pins something else
  public BaseImage open(String release, boolean bare, Platform platform)
      throws ArchiveException,
          ClosureException,
          UnpackException,
          LockException,
          NotLockedException,
          LayerException,
          IOException,
          InterruptedException {
    Architecture architecture = DebianArchives.architecture(platform);
    BaseLock lock = lock(release, bare, architecture);
    String name = release + (bare ? "-bare" : "");
    StoredBase stored = new StoredBase(archives.store(), name, platform);
    LockedSet set = imageSet(lock, architecture);
    Digest key = key(lock, set);
    Optional<BaseImage> known = stored.find(key);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<OwnBase> found = archives.elsewhere().find(key, platform);
    return found.isPresent() ? found.get().image(name) : make(lock, set, stored, key);
  }

  /// Whether a Debian base exists for the platform.
  public static boolean supports(Platform platform) {
    return platform.os().equals("linux")
        && List.of("amd64", "arm64").contains(platform.architecture());
  }

  /// Debian's name of a platform that it is supported on.
  public static Architecture architecture(Platform platform) {
    return DebianArchives.architecture(platform);
  }

  private BaseImage make(BaseLock lock, LockedSet set, StoredBase stored, Digest key)
      throws ArchiveException, UnpackException, LayerException, IOException, InterruptedException {
    DebianSettings settings = archives.settings();
    archives.notice().making(lock.release(), set.architecture().id(), set.packages().size());
    Path scratch = archives.scratch();
    try {
      DebianBase.Built built =
          new BaseBuilder(
                  archives.reader(distribution(lock.release()), lock, scratch),
                  lock,
                  new BaseBuilder.Options(
                      settings.rules(), true, settings.machine(), settings.processors()),
                  Files.createDirectory(scratch.resolve("unpacked")))
              .base(set);
      built.warnings().forEach(archives.notice()::warning);
      return stored.put(key, built);
    } finally {
      Directories.delete(scratch);
    }
  }

  /// The lock of the project, or what the archive offers now.
  BaseLock lock(String release, boolean bare, Architecture architecture)
      throws ArchiveException,
          ClosureException,
          LockException,
          NotLockedException,
          IOException,
          InterruptedException {
    Optional<BaseLock> pinned = archives.pinned();
    if (pinned.isPresent()) {
      requireFits(pinned.get(), release, seeds(bare), architecture);
      return pinned.get();
    }
    List<String> system = archives.settings().systemPackages();
    return archives.newest(
        choice(release, bare, architecture),
        (resolver, now) ->
            BaseLocker.lock(resolver, request(release, bare, List.of(architecture), system), now));
  }

  /// Chooses the newest packages of a release, system packages included.
  public BaseLock choose(String release, boolean bare, List<Architecture> targets)
      throws ArchiveException, ClosureException, IOException {
    List<String> system = archives.settings().systemPackages();
    return archives.choose(
        distribution(release),
        (resolver, now) -> BaseLocker.lock(resolver, request(release, bare, targets, system), now));
  }

  /// Copies every package of the lock, whichever base it is for, to a directory that can be named
  /// as a mirror.
  ///
  /// @throws ArchiveException when a package is nowhere to be found or not what it should be
  public void vendor(BaseLock lock, Path directory) throws ArchiveException, IOException {
    Path scratch = archives.scratch();
    try {
      for (LockedSet set : lock.sets()) {
        Distribution distribution =
            Distribution.named(lock.release(), set.architecture())
                .orElseThrow(() -> new IOException("unknown release: " + lock.release()));
        VendorDirectory.write(
            archives.reader(distribution, lock, scratch), lock.packagesOf(set), directory);
      }
    } finally {
      Directories.delete(scratch);
    }
  }

  private BaseLocker.Request request(
      String release, boolean bare, List<Architecture> targets, List<String> system) {
    return new BaseLocker.Request(
        distribution(release), targets, archives.settings().machine(), seeds(bare), system);
  }

  private ChoiceRequest choice(String release, boolean bare, Architecture architecture) {
    List<String> system = archives.settings().systemPackages();
    List<Architecture> machine = archives.settings().machine();
    List<Part> parts = new ArrayList<>(List.of(new Part(Use.BASE, architecture, seeds(bare))));
    if (!system.isEmpty()) {
      parts.add(new Part(Use.SYSTEM, architecture, system));
    }
    if (!machine.isEmpty() && !machine.contains(architecture)) {
      parts.add(new Part(Use.INTERPRETER, machine.getFirst(), BaseLocker.INTERPRETER_SEEDS));
    }
    return new ChoiceRequest(distribution(release), parts, "");
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
    Optional<LockedSet> base = lock.set(Use.BASE, architecture);
    String locked =
        lock.release()
            + base.map(set -> " " + architecture.id() + " " + set.requested())
                .orElse(" without " + architecture.id());
    // An interpreter for this machine stands for the base of which it is a part.
    boolean interpreter =
        lock.release().equals(release)
            && base.isEmpty()
            && lock.set(Use.INTERPRETER, architecture).isPresent();
    if (!interpreter && !wanted.equals(locked)) {
      throw new NotLockedException(new Mismatch.OtherRequest(wanted, locked));
    }
  }

  /// The packages of the base, or those of the interpreter where only that is locked for this
  /// machine.
  private static LockedSet imageSet(BaseLock lock, Architecture architecture) {
    return lock.set(Use.BASE, architecture)
        .or(() -> lock.set(Use.INTERPRETER, architecture))
        .orElseThrow(() -> new IllegalStateException("locked without " + architecture));
  }

  static Distribution distribution(String release) {
    return Distribution.debian(release)
        .orElseThrow(() -> new IllegalArgumentException("unknown release: " + release));
  }

  /// All that decides the bytes: the packages of the set, what is left out of them, and this
  /// program's way of making a base of them.
  private Digest key(BaseLock lock, LockedSet set) {
    return Hashing.sha256(
        "base 3 %s\n%s\n%s\n%s"
            .formatted(
                set.architecture().id(),
                DebianArchives.inputs(lock, set),
                archives.settings().rules().rules(),
                archives.settings().machine()));
  }
}

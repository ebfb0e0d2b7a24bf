package dev.garboard.base;

import dev.garboard.base.ChoiceRequest.Part;
import dev.garboard.base.NotLockedException.Mismatch;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.Distribution;
import dev.garboard.debian.base.BaseLocker;
import dev.garboard.debian.base.BaseLocker.ForeignBase;
import dev.garboard.debian.base.PackageNames;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockException;
import dev.garboard.debian.lock.LockedSet;
import dev.garboard.debian.lock.LockedSet.Use;
import dev.garboard.debian.packages.ClosureException;
import dev.garboard.image.BaseLocation.DebianRelease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Chooses the packages that are laid over a base: those of the settings and what they depend on,
/// less what the base has. On a base of our own they are pinned with it; on any other the release
/// that the base says it is of decides where they come from.
public final class SystemLayers {

  private final DebianArchives archives;

  SystemLayers(DebianArchives archives) {
    this.archives = archives;
  }

  /// A base that Garboard did not make.
  ///
  /// @param name as the user named it
  public record Foreign(String name, Architecture architecture, BaseSystem system) {}

  /// The layer on a base of our own; empty when the base has all of it.
  ///
  /// @throws NotLockedException when the lock pins something else
  public Optional<SystemLayer> on(
      DebianRelease release, Architecture architecture, BaseSystem system)
      throws ArchiveException,
          ClosureException,
          LockException,
          NotLockedException,
          IOException,
          InterruptedException {
    String name = "debian:" + release.release();
    BaseLock lock = new DebianBases(archives).lock(name, release.bare(), architecture);
    Optional<LockedSet> set = lock.set(Use.SYSTEM, architecture);
    List<String> requested = archives.settings().systemPackages();
    if (set.isEmpty() || !set.get().requested().equals(requested)) {
      throw otherRequest(
          name, requested, lock.release(), set.map(LockedSet::requested).orElse(List.of()));
    }
    return layer(DebianBases.distribution(name), lock, set.get(), system);
  }

  /// The layer on any other base; empty when the base has all of it.
  ///
  /// @throws NoSystemPackagesException when the base is not of Debian's family
  /// @throws NotLockedException when the lock pins something else, or for another state of the base
  public Optional<SystemLayer> on(Foreign base)
      throws ArchiveException,
          ClosureException,
          LockException,
          NotLockedException,
          NoSystemPackagesException,
          IOException,
          InterruptedException {
    Distribution distribution = distribution(base);
    Optional<BaseLock> pinned = archives.pinned();
    List<String> requested = archives.settings().systemPackages();
    BaseLock lock =
        pinned.isPresent()
            ? pinned.get()
            : archives.newest(
                new ChoiceRequest(
                    distribution,
                    List.of(new Part(Use.SYSTEM, base.architecture(), requested)),
                    new TreeMap<>(base.system().packages()).toString()),
                (resolver, now) ->
                    BaseLocker.lock(
                        resolver, distribution, foreign(List.of(base)), requested, now));
    Optional<LockedSet> set = lock.set(Use.SYSTEM, base.architecture());
    if (set.isEmpty()
        || !set.get().requested().equals(requested)
        || !lock.release().equals(distribution.name())) {
      throw otherRequest(
          distribution.name(),
          requested,
          lock.release(),
          set.map(LockedSet::requested).orElse(List.of()));
    }
    if (!set.get().fits(base.system().packages())) {
      throw new NotLockedException(new Mismatch.OtherBase(base.name()));
    }
    return layer(distribution, lock, set.get(), base.system());
  }

  /// Chooses the newest packages for these bases, one for each architecture.
  ///
  /// @throws NoSystemPackagesException when a base is not of Debian's family
  public BaseLock choose(List<Foreign> bases)
      throws ArchiveException, ClosureException, NoSystemPackagesException, IOException {
    Distribution distribution = distribution(bases.getFirst());
    return archives.choose(
        distribution,
        (resolver, now) ->
            BaseLocker.lock(
                resolver, distribution, foreign(bases), archives.settings().systemPackages(), now));
  }

  /// What is known of the names of a base's release; a base of another family has none.
  public PackageNames names(Architecture architecture, BaseSystem system) throws IOException {
    Optional<Distribution> distribution = Distribution.ofImage(system.osRelease(), architecture);
    return distribution.isPresent()
        ? archives.names(distribution.get())
        : new PackageNames.Known(Set.of());
  }

  private Optional<SystemLayer> layer(
      Distribution distribution, BaseLock lock, LockedSet set, BaseSystem system) {
    return set.packages().isEmpty()
        ? Optional.empty()
        : Optional.of(new SystemLayer(archives, distribution, lock, set, system));
  }

  private static List<ForeignBase> foreign(List<Foreign> bases) {
    List<ForeignBase> foreign = new ArrayList<>();
    bases.forEach(
        each -> foreign.add(new ForeignBase(each.architecture(), each.system().packages())));
    return foreign;
  }

  private static Distribution distribution(Foreign base) throws NoSystemPackagesException {
    Optional<Distribution> distribution =
        Distribution.ofImage(base.system().osRelease(), base.architecture());
    if (distribution.isEmpty() || base.system().packages().isEmpty()) {
      throw new NoSystemPackagesException(base.name());
    }
    return distribution.get();
  }

  private static NotLockedException otherRequest(
      String release, List<String> wanted, String lockedRelease, List<String> locked) {
    return new NotLockedException(
        new Mismatch.OtherRequest(
            release + " system packages " + wanted, lockedRelease + " system packages " + locked));
  }
}

package dev.garboard.debian.base;

import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.Distribution;
import dev.garboard.debian.archive.VerifiedSuite;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockedPackage;
import dev.garboard.debian.lock.LockedSet;
import dev.garboard.debian.lock.LockedSet.Use;
import dev.garboard.debian.packages.Closure;
import dev.garboard.debian.packages.ClosureException;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.debian.packages.PackageIndex;
import dev.garboard.debian.packages.PackageRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Chooses the newest packages for a base on all its architectures and writes them down.
public final class BaseLocker {

  /// What an interpreter needs to compile, without being an image.
  public static final List<String> INTERPRETER_SEEDS = List.of("base-files", "python3");

  private final BaseResolver resolver;
  private final List<VerifiedSuite> suites = new ArrayList<>();
  private final List<LockedSet> sets = new ArrayList<>();
  private final List<LockedPackage> packages = new ArrayList<>();
  private final List<PackageIndex> indexes = new ArrayList<>();

  private BaseLocker(BaseResolver resolver) {
    this.resolver = resolver;
  }

  /// What to lock.
  ///
  /// @param targets the architectures of the image
  /// @param runnable the architectures whose programs this machine runs; when it has none of the
  ///   targets, an interpreter for the first of them is locked, too
  /// @param seeds what the base is the closure of
  /// @param systemPackages what its layer of system packages is the closure of
  public record Request(
      Distribution distribution,
      List<Architecture> targets,
      List<Architecture> runnable,
      List<String> seeds,
      List<String> systemPackages) {
    /// Copies.
    public Request {
      targets = List.copyOf(targets);
      runnable = List.copyOf(runnable);
      seeds = List.copyOf(seeds);
      systemPackages = List.copyOf(systemPackages);
    }
  }

  /// A fresh lock, and the suites that it was made from.
  ///
  /// @param names of all packages that the suites have, sorted
  public record Locked(BaseLock lock, List<VerifiedSuite> suites, List<String> names) {
    /// Copies.
    public Locked {
      suites = List.copyOf(suites);
      names = List.copyOf(names);
    }
  }

  /// Locks the newest packages.
  ///
  /// @param now names the state of the archive in the lock
  /// @throws ArchiveException when a suite is missing or cannot be trusted
  /// @throws ClosureException when packages have no closure
  /// @throws IOException when a mirror cannot be reached
  public static Locked lock(BaseResolver resolver, Request request, Instant now)
      throws ArchiveException, ClosureException, IOException {
    BaseLocker locker = new BaseLocker(resolver);
    for (Architecture target : request.targets()) {
      locker.lockTarget(request, target);
    }
    boolean runsNone = request.targets().stream().noneMatch(request.runnable()::contains);
    if (runsNone && !request.runnable().isEmpty()) {
      Architecture machine = request.runnable().getFirst();
      BaseResolver.Offer offer = locker.offer(request.distribution(), machine);
      locker.add(Use.INTERPRETER, machine, INTERPRETER_SEEDS, offer.base(INTERPRETER_SEEDS));
    }
    return locker.locked(request.distribution(), now);
  }

  /// What a base has that Garboard did not make.
  ///
  /// @param present its packages by name
  public record ForeignBase(Architecture architecture, Map<String, PackageId> present) {
    /// Copies.
    public ForeignBase {
      present = Map.copyOf(present);
    }
  }

  /// Locks the newest system packages for bases that Garboard did not make, one for each
  /// architecture.
  ///
  /// @param requested what the layer of system packages is the closure of
  /// @param now names the state of the archive in the lock
  /// @throws ArchiveException when a suite is missing or cannot be trusted
  /// @throws ClosureException when packages have no closure
  /// @throws IOException when a mirror cannot be reached
  public static Locked lock(
      BaseResolver resolver,
      Distribution distribution,
      List<ForeignBase> bases,
      List<String> requested,
      Instant now)
      throws ArchiveException, ClosureException, IOException {
    BaseLocker locker = new BaseLocker(resolver);
    for (ForeignBase base : bases) {
      Closure closure =
          locker.offer(distribution, base.architecture()).beyond(base.present(), requested);
      locker.add(Use.SYSTEM, base.architecture(), requested, closure, base.present());
    }
    return locker.locked(distribution, now);
  }

  private Locked locked(Distribution distribution, Instant now) {
    return new Locked(
        new BaseLock(distribution.name(), BaseLock.timestamp(now), sets, packages),
        suites,
        indexes.stream().flatMap(PackageIndex::names).sorted().distinct().toList());
  }

  private void lockTarget(Request request, Architecture target)
      throws ArchiveException, ClosureException, IOException {
    BaseResolver.Offer offer = offer(request.distribution(), target);
    Closure base = offer.base(request.seeds());
    add(Use.BASE, target, request.seeds(), base);
    if (!request.systemPackages().isEmpty()) {
      Map<String, PackageId> present = new TreeMap<>();
      base.packages().forEach(each -> present.put(each.name(), each.id()));
      Closure system = offer.beyond(present, request.systemPackages());
      add(Use.SYSTEM, target, request.systemPackages(), system);
    }
  }

  private BaseResolver.Offer offer(Distribution distribution, Architecture architecture)
      throws ArchiveException, IOException {
    BaseResolver.Offer offer = resolver.offer(distribution, architecture);
    suites.addAll(offer.suites());
    indexes.add(offer.index());
    return offer;
  }

  private void add(Use use, Architecture architecture, List<String> requested, Closure closure) {
    add(use, architecture, requested, closure, Map.of());
  }

  private void add(
      Use use,
      Architecture architecture,
      List<String> requested,
      Closure closure,
      Map<String, PackageId> present) {
    List<PackageId> ids = closure.packages().stream().map(PackageRecord::id).toList();
    sets.add(new LockedSet(use, architecture, requested, ids, closure.dependsOn(present)));
    closure.packages().forEach(each -> packages.add(LockedPackage.of(each)));
  }
}

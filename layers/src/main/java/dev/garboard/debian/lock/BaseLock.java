package dev.garboard.debian.lock;

import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.lock.LockedSet.Use;
import dev.garboard.debian.packages.PackageId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The contents of a lock. Sets and packages are sorted; each package is there once.
///
/// @param release such as `debian:13`
/// @param timestamp when the versions were chosen, as `YYYYMMDDTHHMMSSZ`: names a state of the
///   snapshot archive
public record BaseLock(
    String release, String timestamp, List<LockedSet> sets, List<LockedPackage> packages) {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final Comparator<LockedPackage> ORDER =
      Comparator.comparing((LockedPackage each) -> each.id().name())
          .thenComparing(each -> each.id().architecture())
          .thenComparing(each -> each.id().version().text());

  /// Sorts and copies.
  ///
  /// @throws IllegalArgumentException when a set names a package that is not there
  public BaseLock {
    sets =
        sets.stream()
            .sorted(Comparator.comparing(LockedSet::use).thenComparing(LockedSet::architecture))
            .toList();
    packages = packages.stream().sorted(ORDER).distinct().toList();
    Map<String, LockedPackage> known = byId(packages);
    for (LockedSet set : sets) {
      for (PackageId id : set.packages()) {
        if (!known.containsKey(id.toString())) {
          throw new IllegalArgumentException("set without its package: " + id);
        }
      }
    }
  }

  /// The text form of an instant.
  public static String timestamp(Instant instant) {
    return TIMESTAMP.format(instant);
  }

  private static Map<String, LockedPackage> byId(List<LockedPackage> packages) {
    Map<String, LockedPackage> byId = new TreeMap<>();
    packages.forEach(each -> byId.put(each.id().toString(), each));
    return byId;
  }

  /// The set of that use and architecture, if it is locked.
  public Optional<LockedSet> set(Use use, Architecture architecture) {
    return sets.stream()
        .filter(set -> set.use() == use && set.architecture() == architecture)
        .findFirst();
  }

  /// The packages of a set, in its order.
  public List<LockedPackage> packagesOf(LockedSet set) {
    Map<String, LockedPackage> known = byId(packages);
    List<LockedPackage> found = new ArrayList<>();
    for (PackageId id : set.packages()) {
      LockedPackage each = known.get(id.toString());
      if (each != null) {
        found.add(each);
      }
    }
    return found;
  }
}

package dev.garboard.debian.lock;

import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.packages.PackageId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The packages of one purpose on one architecture.
///
/// @param requested what the set is the closure of, sorted; a build that asks for something else
///   finds the lock outdated
/// @param packages the closure, sorted by name
/// @param present what of a base that is not locked here the packages depend on, as it was when
///   they were chosen; empty otherwise
public record LockedSet(
    Use use,
    Architecture architecture,
    List<String> requested,
    List<PackageId> packages,
    List<PackageId> present) {

  /// What packages are for.
  public enum Use {
    /// The base.
    BASE("base"),
    /// The layer of system packages.
    SYSTEM("system"),
    /// An interpreter for the building machine, which compiles for other architectures.
    INTERPRETER("interpreter");

    private final String id;

    Use(String id) {
      this.id = id;
    }

    /// The name in a lock.
    public String id() {
      return id;
    }
  }

  /// Copies.
  public LockedSet {
    requested = requested.stream().sorted().toList();
    packages = List.copyOf(packages);
    present = List.copyOf(present);
  }

  /// A set that depends on nothing outside of its lock.
  public LockedSet(
      Use use, Architecture architecture, List<String> requested, List<PackageId> packages) {
    this(use, architecture, requested, packages, List.of());
  }

  /// Whether the packages can be laid over a base: none is there already in that version or a later
  /// one, and what they depend on still is.
  ///
  /// @param base the base's packages by name
  public boolean fits(Map<String, PackageId> base) {
    return packages.stream().noneMatch(each -> isAtLeast(base.get(each.name()), each))
        && present.stream().allMatch(each -> isAtLeast(base.get(each.name()), each));
  }

  private static boolean isAtLeast(@Nullable PackageId found, PackageId wanted) {
    return found != null && found.version().compareTo(wanted.version()) >= 0;
  }
}

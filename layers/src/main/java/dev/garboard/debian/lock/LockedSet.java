package dev.garboard.debian.lock;

import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.packages.PackageId;
import java.util.List;

/// The packages of one purpose on one architecture.
///
/// @param requested what the set is the closure of, sorted; a build that asks for something else
///   finds the lock outdated
/// @param packages the closure, sorted by name
public record LockedSet(
    Use use, Architecture architecture, List<String> requested, List<PackageId> packages) {

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
  }
}

package dev.garboard.debian.packages;

import java.util.List;

/// Packages that together meet all their dependencies, by name, and what was left out on purpose.
public record Closure(List<PackageRecord> packages, List<Denied> denied) {

  /// A dependency that the deny list dropped.
  public record Denied(String by, String name, String reason) {}

  /// Copies.
  public Closure {
    packages = List.copyOf(packages);
    denied = List.copyOf(denied);
  }
}

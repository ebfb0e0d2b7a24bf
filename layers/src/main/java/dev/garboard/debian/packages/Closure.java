package dev.garboard.debian.packages;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Packages that together meet all their dependencies, by name, and what was left out on purpose.
public record Closure(List<PackageRecord> packages, List<Denied> denied) {

  /// A dependency that the deny list dropped.
  public record Denied(String by, String name, String reason) {}

  /// Copies.
  public Closure {
    packages = List.copyOf(packages);
    denied = List.copyOf(denied);
  }

  /// Those packages of a base that meet dependencies of this closure, sorted by name.
  ///
  /// @param present the base's packages by name
  public List<PackageId> dependsOn(Map<String, PackageId> present) {
    SortedMap<String, PackageId> found = new TreeMap<>();
    for (PackageRecord each : packages) {
      for (Dependency dependency : each.dependencies()) {
        for (Relation relation : dependency.alternatives()) {
          PackageId there = present.get(relation.name());
          if (there != null && relation.constraint().accepts(there.version())) {
            found.put(there.name(), there);
          }
        }
      }
    }
    return List.copyOf(found.values());
  }
}

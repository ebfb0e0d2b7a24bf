package dev.garboard.debian.packages;

import java.util.List;

/// Why packages have no closure.
public sealed interface ClosureProblem {

  /// No package meets the dependency. The chain names the packages from a requested one down to the
  /// one that has the dependency; it is empty when the request itself cannot be met.
  record Unsatisfiable(List<String> chain, Dependency dependency, List<PackageId> considered)
      implements ClosureProblem {}

  /// Two packages of the closure exclude each other.
  record Conflicting(PackageId first, Relation relation, PackageId second)
      implements ClosureProblem {}

  /// A package of the index lacks a field or has one that cannot be read.
  record MalformedPackage(String name, String detail) implements ClosureProblem {}
}

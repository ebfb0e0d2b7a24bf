package dev.garboard.project;

import dev.garboard.python.PackageName;
import java.util.List;
import java.util.Optional;

/// A `uv.lock` of version 1, in file order, nothing interpreted.
public record Lockfile(LockHeader header, LockMembers members, List<LockedPackage> packages) {

  /// Copies.
  public Lockfile {
    packages = List.copyOf(packages);
  }

  /// All packages of this name; several where forks or conflicts need several.
  public List<LockedPackage> named(PackageName name) {
    return packages.stream().filter(p -> p.name().equals(name)).toList();
  }

  /// The project at the lockfile's own directory, if the root has one.
  public Optional<LockedPackage> root() {
    return packages.stream().filter(p -> isRoot(p.source())).findFirst();
  }

  private static boolean isRoot(PackageSource source) {
    return switch (source) {
      case PackageSource.Editable(String path) -> path.isEmpty();
      case PackageSource.Virtual(String path) -> path.isEmpty();
      case PackageSource.Registry _,
          PackageSource.Git _,
          PackageSource.Url _,
          PackageSource.PathArchive _,
          PackageSource.Directory _ ->
          false;
    };
  }
}

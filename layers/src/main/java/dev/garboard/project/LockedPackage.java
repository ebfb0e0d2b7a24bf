package dev.garboard.project;

import dev.garboard.python.Marker;
import dev.garboard.python.PackageName;
import java.util.List;

/// One `[[package]]` of a lockfile.
///
/// @param resolutionMarkers the forks that it was locked for; empty for all
public record LockedPackage(
    PackageId id,
    List<Marker> resolutionMarkers,
    LockedDependencies dependencies,
    List<LockedWheel> wheels,
    LockedSdist sdist,
    LockedMetadata metadata) {

  /// Copies.
  public LockedPackage {
    resolutionMarkers = List.copyOf(resolutionMarkers);
    wheels = List.copyOf(wheels);
  }

  public PackageName name() {
    return id.name();
  }

  public PackageSource source() {
    return id.source();
  }

  /// Whether it comes from a path of the machine: archive or source tree.
  public boolean isLocal() {
    return switch (id.source()) {
      case PackageSource.PathArchive _,
          PackageSource.Directory _,
          PackageSource.Editable _,
          PackageSource.Virtual _ ->
          true;
      case PackageSource.Registry _, PackageSource.Git _, PackageSource.Url _ -> false;
    };
  }
}

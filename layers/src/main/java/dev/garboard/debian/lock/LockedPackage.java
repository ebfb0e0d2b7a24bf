package dev.garboard.debian.lock;

import dev.garboard.debian.packages.PackageFile;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.debian.packages.PackageRecord;

/// A pinned package and where its file is.
public record LockedPackage(PackageId id, PackageFile file) {

  /// A package as an index has it.
  public static LockedPackage of(PackageRecord chosen) {
    return new LockedPackage(chosen.id(), chosen.file());
  }
}

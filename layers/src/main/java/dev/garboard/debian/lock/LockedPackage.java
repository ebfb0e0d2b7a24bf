package dev.garboard.debian.lock;

import dev.garboard.debian.packages.PackageFile;
import dev.garboard.debian.packages.PackageId;

/// A pinned package and where its file is.
public record LockedPackage(PackageId id, PackageFile file) {}

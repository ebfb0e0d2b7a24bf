package dev.garboard.debian.unpack;

import dev.garboard.debian.packages.PackageId;
import dev.garboard.tree.UnixPath;
import java.util.List;

/// Why packages cannot be unpacked.
public sealed interface UnpackProblem {

  /// The file is not a package as `deb(5)` describes it.
  record NotAPackage(PackageId id, String detail) implements UnpackProblem {}

  /// An entry would lie outside of the root.
  record PathEscape(PackageId id, String entry) implements UnpackProblem {}

  /// An entry is neither file, directory nor link.
  record SpecialFile(PackageId id, String entry, String kind) implements UnpackProblem {}

  /// An entry lies below a path that another entry makes a file or a symbolic link.
  record BelowNonDirectory(PackageId id, String entry, UnixPath ancestor)
      implements UnpackProblem {}

  /// A hard link whose target the package does not have.
  record DanglingHardLink(PackageId id, String entry, String target) implements UnpackProblem {}

  /// Several packages own one path and none of them replaces the others.
  record PathConflict(UnixPath path, List<PackageId> owners) implements UnpackProblem {}
}

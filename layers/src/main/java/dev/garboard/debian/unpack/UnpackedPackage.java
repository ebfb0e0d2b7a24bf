package dev.garboard.debian.unpack;

import dev.garboard.debian.packages.PackageId;
import dev.garboard.tree.FileTree;
import java.util.Map;
import java.util.SequencedMap;

/// A package's control data and files. The tree's contents lie in the work directory of the
/// [DebReader] that made it.
///
/// @param control the fields of the `control` file
/// @param controlText the `control` file as it is
/// @param scripts the maintainer scripts and `triggers`, by file name
public record UnpackedPackage(
    PackageId id,
    SequencedMap<String, String> control,
    String controlText,
    Map<String, String> scripts,
    FileTree tree) {

  /// Copies.
  public UnpackedPackage {
    scripts = Map.copyOf(scripts);
  }

  /// This package with another tree.
  public UnpackedPackage withTree(FileTree other) {
    return new UnpackedPackage(id, control, controlText, scripts, other);
  }

  /// The package's name.
  public String name() {
    return id.name();
  }
}

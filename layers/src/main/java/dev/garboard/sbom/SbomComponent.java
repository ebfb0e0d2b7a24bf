package dev.garboard.sbom;

import dev.garboard.content.Digest;
import dev.garboard.python.PackageName;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import java.util.List;
import java.util.Set;

/// A distribution in a bill of materials.
///
/// @param needs the other components that it needs, sorted
record SbomComponent(SelectedPackage selected, DeclaredLicense license, List<PackageName> needs) {

  SbomComponent {
    needs = List.copyOf(needs);
  }

  SbomComponent needingOnly(Set<PackageName> names) {
    return new SbomComponent(selected, license, needs.stream().filter(names::contains).toList());
  }

  PackageName name() {
    return selected.name();
  }

  /// The component's identity in either kind of document.
  String purl() {
    return PackageUrl.of(selected);
  }

  /// The lockfile's digests of the artifact; none for a source tree.
  List<Digest> digests() {
    return switch (selected.artifact()) {
      case Artifact.Wheel wheel -> wheel.digests();
      case Artifact.SourceArchive archive -> archive.digests();
      case Artifact.GitTree _, Artifact.LocalTree _ -> List.of();
    };
  }

  /// The artifact's file name; empty for a source tree.
  String filename() {
    return switch (selected.artifact()) {
      case Artifact.Wheel wheel -> wheel.filename().text();
      case Artifact.SourceArchive archive -> archive.filename();
      case Artifact.GitTree _, Artifact.LocalTree _ -> "";
    };
  }
}

package dev.garboard.locate;

import dev.garboard.content.Digest;
import dev.garboard.project.PackageSource;
import dev.garboard.python.PackageName;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.store.Shelf;
import java.util.List;
import java.util.Optional;

/// A file of the selection: what is common to wheels and source archives.
///
/// @param strict whether all digests must match, as for direct URLs and paths; else one is enough
record WantedFile(
    PackageName name,
    Shelf shelf,
    String filename,
    String location,
    List<Digest> digests,
    boolean strict,
    long size) {

  /// The wheel of this package, if it is installed from one.
  static Optional<WantedFile> wheel(SelectedPackage selected) {
    return selected.artifact() instanceof Artifact.Wheel wheel
        ? Optional.of(
            new WantedFile(
                selected.name(),
                Shelf.WHEELS,
                wheel.filename().text(),
                wheel.location(),
                wheel.digests(),
                isStrict(selected),
                wheel.size()))
        : Optional.empty();
  }

  /// The source archive of this package, if it is built from one.
  static Optional<WantedFile> archive(SelectedPackage selected) {
    return selected.artifact() instanceof Artifact.SourceArchive archive
        ? Optional.of(
            new WantedFile(
                selected.name(),
                Shelf.SDISTS,
                archive.filename(),
                archive.location(),
                archive.digests(),
                isStrict(selected),
                archive.size()))
        : Optional.empty();
  }

  private static boolean isStrict(SelectedPackage selected) {
    return !(selected.source() instanceof PackageSource.Registry);
  }

  /// Without the location, which may hold a password.
  @Override
  public String toString() {
    return "WantedFile[" + filename + "]";
  }
}

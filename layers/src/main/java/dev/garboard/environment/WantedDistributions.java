package dev.garboard.environment;

import dev.garboard.content.Digest;
import dev.garboard.install.DirectUrl;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.locate.WheelLocator;
import dev.garboard.pipeline.InstallOptionsOf;
import dev.garboard.project.PackageSource;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Turns a selection into what an environment shall hold.
final class WantedDistributions {
  private final SyncContents contents;
  private final HostPython python;
  private final WheelLocator locator;

  WantedDistributions(SyncContents contents, HostPython python, WheelLocator locator) {
    this.contents = contents;
    this.python = python;
    this.locator = locator;
  }

  List<Wanted> all() throws LocateFailedException, InterruptedException {
    List<Wanted> wanted = new ArrayList<>();
    for (SelectedPackage selected : contents.selection().packages()) {
      String directUrl = directUrl(selected);
      LocatedWheel made = contents.made().get(selected.name());
      if (made != null) {
        wanted.add(new Wanted.Made(selected, key(made.digest(), directUrl), directUrl, made));
      } else if (selected.artifact() instanceof Artifact.Wheel wheel) {
        wanted.add(new Wanted.Locked(selected, key(digest(selected, wheel), directUrl), directUrl));
      } else {
        throw new IllegalArgumentException("no wheel was made of " + selected.name());
      }
    }
    return wanted;
  }

  private Digest key(Digest wheel, String directUrl) {
    return UnpackedWheels.key(wheel, directUrl, python.minor(), python.freeThreaded());
  }

  private Digest digest(SelectedPackage selected, Artifact.Wheel wheel)
      throws LocateFailedException, InterruptedException {
    return wheel.digests().isEmpty()
        ? locator.locate(List.of(selected)).getFirst().digest()
        : wheel.digests().getFirst();
  }

  /// PEP 610; unlike in an image, paths of this machine are what they should be.
  private String directUrl(SelectedPackage selected) {
    boolean editable =
        selected.artifact() instanceof Artifact.LocalTree(String _, boolean inPlace) && inPlace;
    return switch (selected.source()) {
      case PackageSource.Registry _ -> "";
      case PackageSource.Url(String url, String subdirectory) ->
          new DirectUrl.Archive(url, subdirectory).json();
      case PackageSource.PathArchive(String path) ->
          new DirectUrl.Archive(absolute(path).toUri().toString(), "").json();
      case PackageSource.Git git -> InstallOptionsOf.of(git).json();
      case PackageSource.Directory(String path) -> tree(path, editable);
      case PackageSource.Editable(String path) -> tree(path, editable);
      case PackageSource.Virtual(String path) -> tree(path, editable);
    };
  }

  private String tree(String path, boolean editable) {
    return new DirectUrl.Directory(absolute(path).toString(), editable).json();
  }

  private Path absolute(String path) {
    return contents.project().root().resolve(path).normalize();
  }
}

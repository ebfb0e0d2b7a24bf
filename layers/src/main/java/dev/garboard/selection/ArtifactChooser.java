package dev.garboard.selection;

import dev.garboard.project.LockedPackage;
import dev.garboard.project.LockedSdist;
import dev.garboard.project.LockedWheel;
import dev.garboard.project.PackageSource;
import dev.garboard.project.UvSettings;
import dev.garboard.python.PackageName;
import dev.garboard.python.WheelFilename;
import dev.garboard.selection.SelectionProblem.NoWheel;
import dev.garboard.selection.SelectionProblem.NoWheelReason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Chooses what of a package is installed: the best wheel for the target, else its source.
final class ArtifactChooser {

  private final WheelTags tags;
  private final SelectionRequest.Builds request;
  private final UvSettings.Builds settings;
  private final List<PackageName> members;
  private final boolean noEditable;

  ArtifactChooser(
      WheelTags tags,
      SelectionRequest.Builds request,
      UvSettings.Builds settings,
      List<PackageName> members,
      boolean noEditable) {
    this.tags = tags;
    this.request = request;
    this.settings = settings;
    this.members = List.copyOf(members);
    this.noEditable = noEditable;
  }

  /// The artifact, or a problem noted.
  Optional<Artifact> choose(Walk.Reached reached, List<SelectionProblem> problems) {
    LockedPackage locked = reached.locked();
    boolean noBinary = noBinary(locked.name());
    boolean noBuild = noBuild(locked.name());
    if (!noBinary) {
      Optional<Artifact> wheel = bestWheel(locked).map(found -> wheel(locked, found));
      if (wheel.isPresent()) {
        return wheel;
      }
    }
    Optional<Artifact> source = source(locked);
    if (source.isPresent() && !noBuild) {
      if (isBuildable(source.get())) {
        return source;
      }
      problems.add(problem(reached, NoWheelReason.ARCHIVE_FORMAT));
      return Optional.empty();
    }
    problems.add(problem(reached, reason(locked, noBinary, noBuild)));
    return Optional.empty();
  }

  /// A package that is named in one list is exempt from the blanket form of the other.
  private boolean noBinary(PackageName name) {
    boolean all = request.noBinary() || settings.noBinary();
    return listed(name, request.noBinaryPackages(), settings.noBinaryPackages())
        || (all && !listed(name, request.noBuildPackages(), settings.noBuildPackages()));
  }

  /// Members of the workspace may always be built.
  private boolean noBuild(PackageName name) {
    boolean all = request.noBuild() || settings.noBuild();
    return !members.contains(name)
        && (listed(name, request.noBuildPackages(), settings.noBuildPackages())
            || (all && !listed(name, request.noBinaryPackages(), settings.noBinaryPackages())));
  }

  private static boolean listed(
      PackageName name, List<PackageName> requested, List<PackageName> configured) {
    return requested.contains(name) || configured.contains(name);
  }

  private NoWheel problem(Walk.Reached reached, NoWheelReason reason) {
    List<WheelFilename> available =
        reached.locked().wheels().stream().map(LockedWheel::filename).toList();
    return new NoWheel(reached.locked().id(), reason, available, tags.best(), reached.why());
  }

  private static NoWheelReason reason(LockedPackage locked, boolean noBinary, boolean noBuild) {
    boolean wheelSource = isWheelSource(locked.source());
    if (noBinary && noBuild) {
      return NoWheelReason.ALL_FORBIDDEN;
    }
    if (noBinary) {
      return wheelSource ? NoWheelReason.WHEEL_SOURCE_FORBIDDEN : NoWheelReason.BINARY_FORBIDDEN;
    }
    if (noBuild) {
      return NoWheelReason.BUILD_FORBIDDEN;
    }
    return wheelSource ? NoWheelReason.WHEEL_SOURCE_DOES_NOT_FIT : NoWheelReason.NOTHING_FITS;
  }

  private static boolean isWheelSource(PackageSource source) {
    return switch (source) {
      case PackageSource.Url(String url, _) -> fileName(url).endsWith(".whl");
      case PackageSource.PathArchive(String path) -> path.endsWith(".whl");
      case PackageSource.Git git -> git.path().endsWith(".whl");
      case PackageSource.Registry _,
          PackageSource.Directory _,
          PackageSource.Editable _,
          PackageSource.Virtual _ ->
          false;
    };
  }

  private Optional<LockedWheel> bestWheel(LockedPackage locked) {
    LockedWheel best = null;
    int bestRank = Integer.MAX_VALUE;
    for (LockedWheel wheel : locked.wheels()) {
      OptionalInt rank = tags.rank(wheel.filename());
      if (rank.isPresent()
          && (best == null
              || rank.getAsInt() < bestRank
              || (rank.getAsInt() == bestRank
                  && wheel.filename().buildTag().compareTo(best.filename().buildTag()) > 0))) {
        best = wheel;
        bestRank = rank.getAsInt();
      }
    }
    return Optional.ofNullable(best);
  }

  private static Artifact wheel(LockedPackage locked, LockedWheel wheel) {
    if (locked.source() instanceof PackageSource.Git) {
      return new Artifact.GitTree();
    }
    String location;
    if (!wheel.url().isEmpty()) {
      location = wheel.url();
    } else if (wheel.path().isEmpty()) {
      location = sourceLocation(locked.source());
    } else {
      location = besideIndex(locked.source(), wheel.path());
    }
    return new Artifact.Wheel(wheel.filename(), location, wheel.digests(), wheel.size());
  }

  private static String sourceLocation(PackageSource source) {
    return switch (source) {
      case PackageSource.Url(String url, _) -> url;
      case PackageSource.PathArchive(String path) -> path;
      case PackageSource.Registry _,
          PackageSource.Git _,
          PackageSource.Directory _,
          PackageSource.Editable _,
          PackageSource.Virtual _ ->
          "";
    };
  }

  /// An index by path is relative to the lockfile's directory, its files to the index.
  private static String besideIndex(PackageSource source, String path) {
    boolean relative =
        source instanceof PackageSource.Registry registry
            && !path.startsWith("/")
            && !registry.location().isEmpty()
            && !registry.location().equals(".");
    return relative ? ((PackageSource.Registry) source).location() + "/" + path : path;
  }

  private Optional<Artifact> source(LockedPackage locked) {
    return switch (locked.source()) {
      case PackageSource.Directory(String path) -> Optional.of(new Artifact.LocalTree(path, false));
      case PackageSource.Editable(String path) ->
          Optional.of(new Artifact.LocalTree(path, !noEditable));
      case PackageSource.Virtual(String path) -> Optional.of(new Artifact.LocalTree(path, false));
      case PackageSource.Git git ->
          git.path().endsWith(".whl") ? Optional.empty() : Optional.of(new Artifact.GitTree());
      case PackageSource.Url(String url, _) ->
          isWheelSource(locked.source()) ? Optional.empty() : Optional.of(archive(locked, url));
      case PackageSource.PathArchive(String path) ->
          isWheelSource(locked.source()) ? Optional.empty() : Optional.of(archive(locked, path));
      case PackageSource.Registry _ -> registrySource(locked);
    };
  }

  private static Optional<Artifact> registrySource(LockedPackage locked) {
    return switch (locked.sdist()) {
      case LockedSdist.AtUrl(String url, var digests, long size) ->
          Optional.of(new Artifact.SourceArchive(fileName(url), url, digests, size));
      case LockedSdist.AtPath(String path, var digests, long size) ->
          Optional.of(
              new Artifact.SourceArchive(
                  fileName(path), besideIndex(locked.source(), path), digests, size));
      case LockedSdist.SourceItself _, LockedSdist.None _ -> Optional.empty();
    };
  }

  /// The archive is the source itself; the lockfile's `sdist` adds the hash.
  private static Artifact archive(LockedPackage locked, String location) {
    return switch (locked.sdist()) {
      case LockedSdist.AtUrl(_, var digests, long size) ->
          new Artifact.SourceArchive(fileName(location), location, digests, size);
      case LockedSdist.AtPath(_, var digests, long size) ->
          new Artifact.SourceArchive(fileName(location), location, digests, size);
      case LockedSdist.SourceItself(var digests, long size) ->
          new Artifact.SourceArchive(fileName(location), location, digests, size);
      case LockedSdist.None _ ->
          new Artifact.SourceArchive(
              fileName(location), location, List.of(), Artifact.UNKNOWN_SIZE);
    };
  }

  /// Archives named directly must be of the two kinds that the standard knows.
  private static boolean isBuildable(Artifact source) {
    if (!(source instanceof Artifact.SourceArchive archive)) {
      return true;
    }
    String name = archive.filename().toLowerCase(Locale.ROOT);
    return name.endsWith(".tar.gz") || name.endsWith(".zip");
  }

  private static String fileName(String location) {
    String path = location.replaceFirst("[?#].*", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

package dev.garboard.project;

import dev.garboard.content.Digest;
import dev.garboard.project.LockedPackageReader.Identified;
import dev.garboard.project.ProjectProblem.InconsistentVersion;
import dev.garboard.project.ProjectProblem.MissingKey;
import dev.garboard.project.ProjectProblem.WrongHashPresence;
import dev.garboard.python.Version;
import dev.garboard.python.WheelFilename;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the wheels and the sdist of a package.
final class LockedFileReader {

  private final LockValues values;

  LockedFileReader(LockValues values) {
    this.values = values;
  }

  List<LockedWheel> wheels(Identified entry) {
    List<LockedWheel> wheels = new ArrayList<>();
    for (TomlCursor table : entry.cursor().tables("wheels")) {
      wheel(entry, table).ifPresent(wheels::add);
    }
    return wheels;
  }

  private Optional<LockedWheel> wheel(Identified entry, TomlCursor table) {
    Optional<String> key =
        List.of("url", "path", "filename").stream().filter(table::has).findFirst();
    if (key.isEmpty() || !reachable(entry.id().source(), key.get())) {
      String expected = entry.id().source() instanceof PackageSource.Registry r ? wanted(r) : "url";
      table.problems().add(new MissingKey(table.at(), table.path(), expected));
      return Optional.empty();
    }
    List<Digest> digests = values.digests(table);
    long size = values.size(table);
    return table
        .value(key.get(), text -> WheelFilename.parse(PercentEncoding.lastSegment(text)))
        .map(filename -> {
          checkHash(entry.id(), table, filename, !digests.isEmpty());
          checkVersion(entry.id(), table, filename);
          String text = table.text(key.get()).orElseThrow();
          return new LockedWheel(
              filename,
              key.get().equals("url") ? text : "",
              key.get().equals("path") ? text : "",
              digests,
              size);
        });
  }

  /// An index by URL lists URLs; one by path lists URLs or paths.
  private static boolean reachable(PackageSource source, String key) {
    return !(source instanceof PackageSource.Registry registry)
        || key.equals("url")
        || (key.equals("path") && !registry.isUrl());
  }

  private static String wanted(PackageSource.Registry registry) {
    return registry.isUrl() ? "url" : "path";
  }

  private static void checkHash(
      PackageId id, TomlCursor table, WheelFilename filename, boolean present) {
    boolean expected =
        switch (id.source()) {
          case PackageSource.Registry _ -> present || table.has("hash");
          case PackageSource.Url _, PackageSource.PathArchive _ -> true;
          case PackageSource.Git git -> !git.path().isEmpty();
          case PackageSource.Directory _, PackageSource.Editable _, PackageSource.Virtual _ ->
              false;
        };
    if (expected != (present || table.has("hash"))) {
      table
          .problems()
          .add(
              new WrongHashPresence(
                  table.at(), id.name(), filename.text(), id.source().kind(), expected));
    }
  }

  /// A package `1.0` may list a wheel `1.0+cu1`, not the reverse.
  private static void checkVersion(PackageId id, TomlCursor table, WheelFilename filename) {
    if (id.version().isEmpty() || filename.version().equals(id.version())) {
      return;
    }
    Version version = Version.parse(id.version());
    try {
      Version built = Version.parse(filename.version());
      if (built.equals(version) || built.withoutLocal().equals(version)) {
        return;
      }
    } catch (IllegalArgumentException _) {
      // Not a version at all: as inconsistent as can be.
    }
    table
        .problems()
        .add(new InconsistentVersion(table.at(), id.name(), id.version(), filename.text()));
  }

  LockedSdist sdist(Identified entry) {
    Optional<TomlCursor> found = entry.cursor().table("sdist");
    if (found.isEmpty()) {
      return new LockedSdist.None();
    }
    TomlCursor table = found.get();
    List<Digest> digests = values.digests(table);
    long size = values.size(table);
    if (table.has("url")) {
      return new LockedSdist.AtUrl(table.text("url").orElse(""), digests, size);
    }
    if (table.has("path")) {
      return new LockedSdist.AtPath(table.text("path").orElse(""), digests, size);
    }
    return new LockedSdist.SourceItself(digests, size);
  }
}

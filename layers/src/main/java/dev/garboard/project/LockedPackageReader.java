package dev.garboard.project;

import dev.garboard.python.ExtraName;
import dev.garboard.python.PackageName;
import dev.garboard.python.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the packages of a lockfile in two passes: identities first, then the edges between them.
final class LockedPackageReader {

  private final LockValues values;
  private final LockedFileReader files;

  private LockedPackageReader(LockValues values) {
    this.values = values;
    this.files = new LockedFileReader(values);
  }

  /// A package whose identity is known.
  record Identified(TomlCursor cursor, PackageId id) {}

  static List<LockedPackage> read(List<TomlCursor> tables, LockValues values) {
    LockedPackageReader reader = new LockedPackageReader(values);
    List<Identified> identified = new ArrayList<>();
    Set<PackageId> seen = new HashSet<>();
    for (TomlCursor table : tables) {
      Optional<PackageId> id = reader.id(table);
      if (id.isPresent() && !seen.add(id.get())) {
        table.problems().add(new ProjectProblem.DuplicatePackage(table.at("name"), id.get()));
      } else {
        id.ifPresent(known -> identified.add(new Identified(table, known)));
      }
    }
    LockedDependencyReader edges = new LockedDependencyReader(identified, values);
    List<LockedPackage> packages = new ArrayList<>();
    for (Identified entry : identified) {
      packages.add(reader.lockedPackage(entry, edges));
    }
    return packages;
  }

  private Optional<PackageId> id(TomlCursor table) {
    for (String key : List.of("name", "source")) {
      if (!table.has(key)) {
        table.problems().add(new ProjectProblem.MissingKey(table.at(), table.path(), key));
      }
    }
    Optional<PackageName> name = table.value("name", values::name);
    Optional<PackageSource> source = table.table("source").flatMap(PackageSourceReader::read);
    Optional<Version> parsed = table.value("version", Version::parse);
    if (name.isEmpty() || source.isEmpty() || (table.has("version") && parsed.isEmpty())) {
      return Optional.empty();
    }
    if (!table.has("version") && source.get() instanceof PackageSource.Registry) {
      table.problems().add(new ProjectProblem.MissingKey(table.at(), table.path(), "version"));
      return Optional.empty();
    }
    return Optional.of(new PackageId(name.get(), table.text("version").orElse(""), source.get()));
  }

  private LockedPackage lockedPackage(Identified entry, LockedDependencyReader edges) {
    TomlCursor table = entry.cursor();
    return new LockedPackage(
        entry.id(),
        values.markers(table, "resolution-markers"),
        edges.dependencies(entry),
        files.wheels(entry),
        files.sdist(entry),
        metadata(table));
  }

  private LockedMetadata metadata(TomlCursor table) {
    TomlCursor metadata = table.tableOrEmpty("metadata");
    String groups = metadata.has("requires-dev") ? "requires-dev" : "dependency-groups";
    return new LockedMetadata(
        values.requirements(metadata, "requires-dist", true),
        metadata.texts("provides-extras", ExtraName::of),
        values.requirementGroups(metadata, groups),
        values.defaultGroups(table),
        values.groupRequiresPython(table));
  }
}

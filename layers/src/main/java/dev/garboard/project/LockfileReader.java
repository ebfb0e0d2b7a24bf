package dev.garboard.project;

import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.PackageName;
import dev.garboard.python.VersionSpecifiers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads a `uv.lock`: the top of the file here, packages in [LockedPackageReader].
final class LockfileReader {

  private static final List<String> INPUTS =
      List.of("constraints", "overrides", "excludes", "build-constraints");
  private static final List<String> CONFLICT_KEYS = List.of("package", "extra", "group");

  private final TomlCursor top;
  private final LockValues values = new LockValues();

  private LockfileReader(TomlCursor top) {
    this.top = top;
  }

  /// Adds what is wrong to `problems`; the result means nothing when there is any.
  static Lockfile read(String file, String text, List<ProjectProblem> problems) {
    Optional<TomlNode.Table> quick = CanonicalToml.parse(text);
    if (quick.isPresent()) {
      List<ProjectProblem> found = new ArrayList<>();
      Lockfile lockfile = read(file, quick.get(), found);
      if (found.isEmpty()) {
        return lockfile;
      }
    }
    return readWithPlaces(file, text, problems);
  }

  /// As [#read], by the slower way on which every problem knows its line and column.
  static Lockfile readWithPlaces(String file, String text, List<ProjectProblem> problems) {
    List<ProjectProblem> found = new ArrayList<>();
    TomlNode.Table table = TomlText.parse(file, text, found);
    Lockfile lockfile = read(file, table, found);
    problems.addAll(found);
    return lockfile;
  }

  private static Lockfile read(String file, TomlNode.Table table, List<ProjectProblem> problems) {
    LockfileReader reader = new LockfileReader(new TomlCursor(file, "", table, new ArrayList<>()));
    boolean supported = reader.checkVersion(problems);
    if (!problems.isEmpty() || !supported) {
      return reader.empty();
    }
    Lockfile lockfile = reader.lockfile();
    problems.addAll(reader.top.problems());
    return lockfile;
  }

  /// A newer format need not even parse, so that its version counts before all else.
  private boolean checkVersion(List<ProjectProblem> problems) {
    Optional<Long> version = top.whole("version");
    if (version.isPresent() && version.get() != 1) {
      problems.clear();
      problems.add(new ProjectProblem.UnsupportedLockVersion(top.at("version"), version.get()));
      return false;
    }
    if (problems.isEmpty() && !top.has("version")) {
      problems.add(new ProjectProblem.MissingKey(top.at(), "", "version"));
    }
    problems.addAll(top.problems());
    top.problems().clear();
    return problems.isEmpty();
  }

  private Lockfile empty() {
    LockHeader.Markers markers = new LockHeader.Markers(List.of(), List.of(), List.of());
    return new Lockfile(
        new LockHeader(0, VersionSpecifiers.ANY, markers, List.of(), new LinkedHashMap<>()),
        members(new TomlCursor("", "", emptyTable(), new ArrayList<>())),
        List.of());
  }

  private static TomlNode.Table emptyTable() {
    return new TomlNode.Table(new LinkedHashMap<>(), 0, 0);
  }

  private Lockfile lockfile() {
    LockHeader header = header();
    TomlCursor manifest = top.tableOrEmpty("manifest");
    LockMembers members = members(manifest);
    String key = top.has("package") || !top.has("distribution") ? "package" : "distribution";
    List<LockedPackage> packages = LockedPackageReader.read(top.tables(key), values);
    return new Lockfile(header, members, packages);
  }

  private LockHeader header() {
    VersionSpecifiers requiresPython = VersionSpecifiers.ANY;
    if (top.has("requires-python")) {
      requiresPython =
          top.value("requires-python", VersionSpecifiers::parse).orElse(VersionSpecifiers.ANY);
    } else {
      top.problems().add(new ProjectProblem.MissingKey(top.at(), "", "requires-python"));
    }
    return new LockHeader(
        top.whole("revision").orElse(0L),
        requiresPython,
        new LockHeader.Markers(
            values.markers(top, "resolution-markers"),
            values.markers(top, "supported-markers"),
            values.markers(top, "required-markers")),
        conflicts(),
        TomlTree.plain(top.tableOrEmpty("options").table()));
  }

  private List<List<ConflictItem>> conflicts() {
    List<List<ConflictItem>> sets = new ArrayList<>();
    for (TomlNode set : top.items("conflicts")) {
      if (!(set instanceof TomlNode.Array(List<TomlNode> items, _, _))) {
        top.wrongItem("conflicts", "array", set);
        continue;
      }
      LinkedHashSet<ConflictItem> distinct = new LinkedHashSet<>();
      for (TomlNode item : items) {
        conflictItem(item).ifPresent(distinct::add);
      }
      if (distinct.size() < 2) {
        top.invalid(set, "conflicts", "a conflict needs two different items");
      }
      sets.add(List.copyOf(distinct));
    }
    return sets;
  }

  private Optional<ConflictItem> conflictItem(TomlNode item) {
    if (!(item instanceof TomlNode.Table table)) {
      top.wrongItem("conflicts", "table", item);
      return Optional.empty();
    }
    TomlCursor cursor = new TomlCursor(top.file(), "conflicts", table, top.problems());
    cursor.rejectUnknown(CONFLICT_KEYS);
    if (cursor.has("extra") && cursor.has("group")) {
      top.invalid(item, "conflicts", "an item names an extra or a group, not both");
      return Optional.empty();
    }
    if (!cursor.has("package")) {
      top.problems().add(new ProjectProblem.MissingKey(cursor.at(), "conflicts", "package"));
    }
    return cursor
        .value("package", PackageName::of)
        .flatMap(name -> {
          if (cursor.has("extra")) {
            return cursor.value("extra", ExtraName::of).map(e -> new ConflictItem.Extra(name, e));
          }
          if (cursor.has("group")) {
            return cursor.value("group", GroupName::of).map(g -> new ConflictItem.Group(name, g));
          }
          return Optional.of(new ConflictItem.Whole(name));
        });
  }

  private LockMembers members(TomlCursor manifest) {
    SequencedMap<String, List<LockedRequirement>> inputs = new LinkedHashMap<>();
    for (String key : INPUTS) {
      inputs.put(key, values.requirements(manifest, key, false));
    }
    return new LockMembers(
        manifest.texts("members", PackageName::of),
        values.requirements(manifest, "requirements", true),
        values.requirementGroups(manifest, "dependency-groups"),
        values.defaultGroups(manifest),
        values.groupRequiresPython(manifest),
        new LockMembers.Inputs(
            inputs,
            manifest.tables("dependency-metadata").stream()
                .map(table -> TomlTree.plain(table.table()))
                .toList()));
  }
}

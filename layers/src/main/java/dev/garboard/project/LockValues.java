package dev.garboard.project;

import dev.garboard.content.Digest;
import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.Marker;
import dev.garboard.python.MarkerSyntaxException;
import dev.garboard.python.PackageName;
import dev.garboard.python.VersionSpecifiers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Values that occur in many places of a lockfile. Names and markers repeat thousands of times, so
/// each text is read once.
final class LockValues {

  private static final List<String> ORIGINS =
      List.of(
          "specifier",
          "index",
          "git",
          "url",
          "subdirectory",
          "path",
          "directory",
          "editable",
          "virtual");

  private final Map<String, Marker> markers = new HashMap<>();
  private final Map<String, PackageName> names = new HashMap<>();

  PackageName name(String text) {
    return names.computeIfAbsent(text, PackageName::of);
  }

  Marker marker(TomlCursor cursor, String key) {
    return cursor.value(key, this::marker).orElse(Marker.always());
  }

  List<Marker> markers(TomlCursor cursor, String key) {
    return cursor.texts(key, this::marker);
  }

  private Marker marker(String text) {
    Marker known = markers.get(text);
    if (known != null) {
      return known;
    }
    try {
      Marker marker = Marker.parse(text);
      markers.put(text, marker);
      return marker;
    } catch (MarkerSyntaxException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /// `hash` as a list of at most one digest.
  List<Digest> digests(TomlCursor cursor) {
    return cursor.value("hash", Digest::parse).map(List::of).orElse(List.of());
  }

  long size(TomlCursor cursor) {
    return cursor.whole("size").orElse(-1L);
  }

  DefaultGroups defaultGroups(TomlCursor cursor) {
    return switch (cursor.get("default-groups")) {
      case null -> new DefaultGroups.Unset();
      case TomlNode.Text(String value, _, _) when value.equals("all") -> new DefaultGroups.All();
      case TomlNode.Array _ ->
          new DefaultGroups.Named(cursor.texts("default-groups", GroupName::of));
      case TomlNode other -> {
        cursor.wrong("default-groups", "array or \"all\"", other);
        yield new DefaultGroups.Unset();
      }
    };
  }

  SequencedMap<GroupName, VersionSpecifiers> groupRequiresPython(TomlCursor cursor) {
    SequencedMap<GroupName, VersionSpecifiers> limits = new LinkedHashMap<>();
    cursor
        .table("group-requires-python")
        .ifPresent(table -> {
          for (String key : table.table().entries().keySet()) {
            Optional<VersionSpecifiers> limit = table.value(key, VersionSpecifiers::parse);
            group(table, key).ifPresent(g -> limit.ifPresent(l -> limits.put(g, l)));
          }
        });
    return limits;
  }

  /// A key as the name of a group.
  Optional<GroupName> group(TomlCursor table, String key) {
    try {
      return Optional.of(GroupName.of(key));
    } catch (IllegalArgumentException e) {
      table.problems().add(invalidKey(table, key, e));
      return Optional.empty();
    }
  }

  /// A key as the name of an extra.
  Optional<ExtraName> extra(TomlCursor table, String key) {
    try {
      return Optional.of(ExtraName.of(key));
    } catch (IllegalArgumentException e) {
      table.problems().add(invalidKey(table, key, e));
      return Optional.empty();
    }
  }

  /// A key as the name of a package.
  Optional<PackageName> packageKey(TomlCursor table, String key) {
    try {
      return Optional.of(name(key));
    } catch (IllegalArgumentException e) {
      table.problems().add(invalidKey(table, key, e));
      return Optional.empty();
    }
  }

  private static ProjectProblem invalidKey(
      TomlCursor table, String key, IllegalArgumentException e) {
    return new ProjectProblem.InvalidValue(
        table.at(key), table.pathOf(key), String.valueOf(e.getMessage()));
  }

  /// Group to requirements.
  SequencedMap<GroupName, List<LockedRequirement>> requirementGroups(
      TomlCursor cursor, String key) {
    SequencedMap<GroupName, List<LockedRequirement>> groups = new LinkedHashMap<>();
    cursor
        .table(key)
        .ifPresent(table -> {
          for (String name : table.table().entries().keySet()) {
            group(table, name).ifPresent(g -> groups.put(g, requirements(table, name, true)));
          }
        });
    return groups;
  }

  /// The requirements of an array.
  ///
  /// @param strict whether an entry of another shape is a fault; resolver inputs have several
  ///   shapes
  List<LockedRequirement> requirements(TomlCursor cursor, String key, boolean strict) {
    List<LockedRequirement> requirements = new ArrayList<>();
    for (TomlNode item : cursor.items(key)) {
      if (item instanceof TomlNode.Table table && (strict || table.entries().containsKey("name"))) {
        TomlCursor entry =
            new TomlCursor(cursor.file(), cursor.pathOf(key), table, cursor.problems());
        requirement(entry).ifPresent(requirements::add);
      } else if (!strict && item instanceof TomlNode.Text(String name, _, _)) {
        bare(cursor, key, item, name).ifPresent(requirements::add);
      } else if (strict) {
        cursor.wrongItem(key, "table", item);
      }
    }
    return requirements;
  }

  /// A name alone, as `excludes` lists them.
  private Optional<LockedRequirement> bare(
      TomlCursor cursor, String key, TomlNode item, String name) {
    try {
      return Optional.of(
          new LockedRequirement(name(name), List.of(), Marker.always(), new LinkedHashMap<>()));
    } catch (IllegalArgumentException e) {
      cursor.invalid(item, cursor.pathOf(key), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<LockedRequirement> requirement(TomlCursor entry) {
    if (!entry.has("name")) {
      entry.problems().add(new ProjectProblem.MissingKey(entry.at(), entry.path(), "name"));
      return Optional.empty();
    }
    SequencedMap<String, String> origin = new LinkedHashMap<>();
    for (String key : ORIGINS) {
      entry.text(key).ifPresent(value -> origin.put(key, value));
    }
    List<ExtraName> extras = entry.texts("extras", ExtraName::of);
    Marker marker = marker(entry, "marker");
    return entry
        .value("name", this::name)
        .map(name -> new LockedRequirement(name, extras, marker, origin));
  }
}

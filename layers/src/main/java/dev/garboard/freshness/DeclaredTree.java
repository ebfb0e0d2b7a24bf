package dev.garboard.freshness;

import dev.garboard.project.DependencyGroups.Entry;
import dev.garboard.project.ProjectTable;
import dev.garboard.project.PyProject;
import dev.garboard.project.TomlTree;
import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.Marker;
import dev.garboard.python.MarkerVariable;
import dev.garboard.python.PackageName;
import dev.garboard.python.Requirement;
import dev.garboard.python.VersionSpecifier;
import dev.garboard.python.VersionSpecifiers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What one `pyproject.toml` asks for.
///
/// @param toml the whole file as plain values
record DeclaredTree(PyProject project, Map<String, Object> toml) {

  /// A requirement, the extra or group that it belongs to beside it.
  record Wish(Requirement requirement, Condition condition, List<ExtraName> extra) {}

  static DeclaredTree of(PyProject project) throws IOException {
    return new DeclaredTree(project, TomlTree.read(project.directory().resolve("pyproject.toml")));
  }

  /// A table of `[tool.uv]`; empty where there is none.
  Map<?, ?> uv() {
    return toml.get("tool") instanceof Map<?, ?> tool && tool.get("uv") instanceof Map<?, ?> uv
        ? uv
        : Map.of();
  }

  /// `project.dependencies` and `project.optional-dependencies`.
  ///
  /// @throws IllegalArgumentException when one is no dependency specifier
  List<Wish> requirements(ProjectTable.Declared declared) {
    List<Wish> wishes = new ArrayList<>();
    for (String text : declared.requirements().production()) {
      Requirement requirement = Requirement.parse(text);
      wishes.add(new Wish(requirement, Condition.of(requirement.marker()), List.of()));
    }
    declared
        .requirements()
        .extras()
        .forEach((extra, texts) -> {
          for (String text : texts) {
            Requirement requirement = Requirement.parse(text);
            Marker asked = new Marker.Extra(extra, false);
            wishes.add(
                new Wish(requirement, Condition.of(requirement.marker(), asked), List.of(extra)));
          }
        });
    return wishes;
  }

  /// `[dependency-groups]`, includes expanded.
  ///
  /// @throws IllegalArgumentException when an entry means nothing
  SequencedMap<GroupName, List<Wish>> groups() {
    SequencedMap<GroupName, List<Wish>> groups = new LinkedHashMap<>();
    for (GroupName group : project.groups().groups().keySet()) {
      groups.put(group, group(group, new LinkedHashSet<>()));
    }
    List<String> legacy = project.groups().legacyDev();
    if (uv().containsKey("dev-dependencies")) {
      List<Wish> dev = groups.computeIfAbsent(GroupName.of("dev"), _ -> new ArrayList<>());
      legacy.forEach(text -> dev.add(plain(text)));
    }
    return groups;
  }

  private static Wish plain(String text) {
    Requirement requirement = Requirement.parse(text);
    return new Wish(requirement, Condition.of(requirement.marker()), List.of());
  }

  private List<Wish> group(GroupName group, LinkedHashSet<GroupName> parents) {
    List<Entry> entries = project.groups().groups().get(group);
    if (entries == null || !parents.add(group)) {
      throw new IllegalArgumentException("group `" + group + "` is missing or includes itself");
    }
    List<Wish> wishes = new ArrayList<>();
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.Requirement(String text) -> wishes.add(plain(text));
        case Entry.Include(GroupName other) ->
            wishes.addAll(group(other, new LinkedHashSet<>(parents)));
      }
    }
    List<Marker> limit =
        pythonLimits().getOrDefault(group, VersionSpecifiers.ANY).clauses().stream()
            .map(DeclaredTree::pythonTest)
            .toList();
    return new ArrayList<>(
        wishes.stream()
            .map(w -> new Wish(w.requirement(), w.condition().and(limit), List.of()))
            .toList());
  }

  /// `[tool.uv.dependency-groups] group = { requires-python = … }`.
  Map<GroupName, VersionSpecifiers> pythonLimits() {
    Map<GroupName, VersionSpecifiers> limits = new LinkedHashMap<>();
    if (uv().get("dependency-groups") instanceof Map<?, ?> settings) {
      settings.forEach((name, value) -> {
        if (value instanceof Map<?, ?> setting
            && setting.get("requires-python") instanceof String specifiers) {
          limits.put(GroupName.of(String.valueOf(name)), VersionSpecifiers.parse(specifiers));
        }
      });
    }
    return limits;
  }

  private static Marker pythonTest(VersionSpecifier clause) {
    return new Marker.VersionTest(MarkerVariable.PYTHON_FULL_VERSION, clause);
  }

  PackageName name() {
    return project.declared().orElseThrow().name();
  }
}

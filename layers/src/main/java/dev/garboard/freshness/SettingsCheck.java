package dev.garboard.freshness;

import dev.garboard.freshness.Freshness.Doubt.Reason;
import dev.garboard.freshness.Lowering.NotComparableException;
import dev.garboard.project.ConflictItem;
import dev.garboard.project.LockedRequirement;
import dev.garboard.project.Lockfile;
import dev.garboard.project.Project;
import dev.garboard.project.PyProject;
import dev.garboard.python.Marker;
import dev.garboard.python.MarkerSyntaxException;
import dev.garboard.python.PackageName;
import dev.garboard.python.Requirement;
import dev.garboard.python.VersionSpecifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Compares what a workspace as a whole was locked with: Python versions, environments, conflicts,
/// constraints and the like.
final class SettingsCheck {

  private static final String FILE = "pyproject.toml";

  /// uv's setting by the lockfile's key.
  private static final Map<String, String> INPUTS =
      Map.of(
          "constraints", "constraint-dependencies",
          "overrides", "override-dependencies",
          "excludes", "exclude-dependencies",
          "build-constraints", "build-constraint-dependencies");

  private final Project project;
  private final DeclaredTree root;
  private final DemandComparison comparison;
  private final Findings findings;

  SettingsCheck(Project project, DeclaredTree root, DemandComparison comparison) {
    this.project = project;
    this.root = root;
    this.comparison = comparison;
    this.findings = comparison.findings();
  }

  void check(Lowering lowering) throws IOException {
    Lockfile lockfile = project.lockfile();
    requiresPython();
    environments("environments", lockfile.header().markers().supported());
    environments("required-environments", lockfile.header().markers().required());
    conflicts();
    new ResolverOptions(FILE, lockfile, findings).check(root.uv());
    new TreeMap<>(INPUTS).forEach((locked, setting) -> inputs(locked, setting, lowering));
    metadata();
    if (project.workspaceRoot().declared().isEmpty()) {
      try {
        TreeCheck check = new TreeCheck(lockfile.header(), comparison);
        check.groups(FILE, root.groups(), lowering, lockfile.members().groups());
        check.groupSettings(
            FILE,
            root,
            lockfile.members().defaultGroups(),
            lockfile.members().groupRequiresPython());
      } catch (NotComparableException | IllegalArgumentException e) {
        findings.doubt(FILE, String.valueOf(e.getMessage()), Reason.NOT_COMPARED);
      }
    }
  }

  private void requiresPython() {
    List<VersionSpecifier> declared =
        project.members().stream()
            .flatMap(member -> member.declared().stream())
            .flatMap(d -> d.requiresPython().clauses().stream())
            .toList();
    if (declared.isEmpty()) {
      // uv takes the version of the interpreter that it finds.
      findings.doubt(FILE, "project.requires-python", Reason.NOT_COMPARED);
      return;
    }
    findings.compareValues(
        FILE,
        "project.requires-python",
        PythonRange.of(declared).toString(),
        comparison.range().toString());
  }

  private void environments(String key, List<Marker> locked) {
    List<Condition> declared = new ArrayList<>();
    for (String text : project.workspaceRoot().uv().inputs().getOrDefault(key, List.of())) {
      try {
        declared.add(Condition.of(Marker.parse(text)));
      } catch (MarkerSyntaxException _) {
        findings.doubt(FILE, "tool.uv." + key, Reason.NOT_COMPARED);
        return;
      }
    }
    boolean same = declared.size() == locked.size();
    for (int i = 0; same && i < declared.size(); i++) {
      Optional<Boolean> equal =
          declared.get(i).sameAs(Condition.of(locked.get(i)), comparison.range());
      if (equal.isEmpty()) {
        findings.doubt(FILE, "tool.uv." + key, Reason.NOT_COMPARED);
        return;
      }
      same = equal.get();
    }
    if (!same) {
      findings.difference(
          FILE,
          "tool.uv." + key,
          declared.stream().map(Condition::toString).toList(),
          locked.stream().map(Marker::toString).toList());
    }
  }

  private void conflicts() {
    DeclaredConflicts declared = new DeclaredConflicts();
    try {
      if (project.workspaceRoot().declared().isEmpty()) {
        declared.add(root);
      }
      for (PyProject member : project.members()) {
        declared.add(DeclaredTree.of(member));
      }
      declared.expandGroups(project.workspaceRoot());
    } catch (IOException | IllegalArgumentException e) {
      findings.doubt(FILE, "tool.uv.conflicts", Reason.NOT_COMPARED);
      return;
    }
    List<List<ConflictItem>> locked =
        project.lockfile().header().conflicts().stream().map(DeclaredConflicts::sorted).toList();
    if (!declared.sets().equals(locked)) {
      findings.difference(FILE, "tool.uv.conflicts", texts(declared.sets()), texts(locked));
    }
  }

  private static List<String> texts(List<List<ConflictItem>> sets) {
    return sets.stream().map(DeclaredConflicts::text).toList();
  }

  private void inputs(String locked, String setting, Lowering lowering) {
    String key = "tool.uv." + setting;
    List<String> declared = project.workspaceRoot().uv().inputs().getOrDefault(setting, List.of());
    List<LockedRequirement> recorded =
        project.lockfile().members().inputs().requirements().getOrDefault(locked, List.of());
    if (root.uv().get(setting) instanceof List<?> all && all.size() != declared.size()) {
      findings.doubt(FILE, key, Reason.NOT_COMPARED);
      return;
    }
    try {
      List<Demand> demands =
          lowering.inputs(declared).stream()
              .filter(demand -> isRecorded(locked, demand.name(), recorded))
              .toList();
      comparison.compare(FILE, key, demands, recorded);
    } catch (NotComparableException | IllegalArgumentException | IOException e) {
      findings.doubt(FILE, key, Reason.NOT_COMPARED);
    }
  }

  /// uv leaves out what speaks of no locked package, but for builds.
  private boolean isRecorded(String key, PackageName name, List<LockedRequirement> recorded) {
    return key.equals("build-constraints")
        || !project.lockfile().named(name).isEmpty()
        || recorded.stream().anyMatch(requirement -> requirement.name().equals(name));
  }

  /// `[[tool.uv.dependency-metadata]]`; what says nothing about a locked package is not recorded.
  private void metadata() {
    List<?> declared =
        root.uv().get("dependency-metadata") instanceof List<?> list ? list : List.of();
    try {
      findings.compare(
          FILE,
          "tool.uv.dependency-metadata",
          declared.stream().filter(this::isLocked).map(SettingsCheck::metadata).toList(),
          project.lockfile().members().inputs().metadata().stream()
              .map(SettingsCheck::metadata)
              .toList());
    } catch (IllegalArgumentException e) {
      findings.doubt(FILE, "tool.uv.dependency-metadata", Reason.NOT_COMPARED);
    }
  }

  private boolean isLocked(Object table) {
    return table instanceof Map<?, ?> entry
        && entry.get("name") instanceof String name
        && !project.lockfile().named(PackageName.of(name)).isEmpty();
  }

  private static String metadata(Object table) {
    Map<?, ?> entry = table instanceof Map<?, ?> map ? map : Map.of();
    List<?> requirements = entry.get("requires-dist") instanceof List<?> list ? list : List.of();
    return "%s %s: %s (Python %s, extras %s)"
        .formatted(
            entry.get("name"),
            entry.get("version"),
            requirements.stream().map(SettingsCheck::demand).toList(),
            entry.get("requires-python"),
            entry.get("provides-extra"));
  }

  private static Demand demand(Object text) {
    Requirement requirement = Requirement.parse(String.valueOf(text));
    return Demand.of(
        requirement.name(),
        requirement.extras(),
        Map.of("url", requirement.url()),
        requirement.specifiers(),
        Condition.of(requirement.marker()));
  }
}

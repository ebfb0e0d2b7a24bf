package dev.garboard.freshness;

import dev.garboard.freshness.DeclaredTree.Wish;
import dev.garboard.freshness.Freshness.Doubt.Reason;
import dev.garboard.freshness.Lowering.NotComparableException;
import dev.garboard.project.DefaultGroups;
import dev.garboard.project.LockHeader;
import dev.garboard.project.LockedPackage;
import dev.garboard.project.LockedRequirement;
import dev.garboard.project.ProjectTable;
import dev.garboard.python.GroupName;
import dev.garboard.python.Version;
import dev.garboard.python.VersionSpecifiers;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// Compares one local tree with what the lockfile recorded of it: version, requirements, extras,
/// groups.
final class TreeCheck {

  private static final Set<String> BY_BACKEND = Set.of("dependencies", "optional-dependencies");

  /// The first revision that records extras and empty groups.
  private static final int RECORDS_EXTRAS = 1;

  /// The first revision that records default groups and what Python a group needs.
  private static final int RECORDS_GROUP_SETTINGS = 5;

  /// The first revision that may leave `[package.metadata]` out.
  private static final int MAY_OMIT_METADATA = 4;

  private final LockHeader header;
  private final DemandComparison comparison;
  private final Findings findings;

  TreeCheck(LockHeader header, DemandComparison comparison) {
    this.header = header;
    this.comparison = comparison;
    this.findings = comparison.findings();
  }

  /// @param file the tree's `pyproject.toml`, for messages
  void check(String file, DeclaredTree tree, Lowering lowering, LockedPackage locked)
      throws IOException {
    if (!(tree.project().project() instanceof ProjectTable.Declared declared)) {
      findings.doubt(file, "project", Reason.DYNAMIC);
      return;
    }
    if (declared.dynamic().stream().anyMatch(BY_BACKEND::contains)) {
      findings.doubt(file, "project.dynamic", Reason.DYNAMIC);
      return;
    }
    if (mayLackMetadata(locked)) {
      findings.doubt("uv.lock", "package.metadata", Reason.NOT_COMPARED);
      return;
    }
    version(file, declared, locked);
    try {
      comparison.compare(
          file,
          "project.dependencies",
          lowering.demands(tree.requirements(declared), ""),
          locked.metadata().requirements());
      if (header.revision() >= RECORDS_EXTRAS) {
        findings.compare(
            file,
            "project.optional-dependencies",
            declared.requirements().extras().keySet(),
            locked.metadata().providedExtras());
      }
      groups(file, tree.groups(), lowering, locked.metadata().groups());
      groupSettings(
          file, tree, locked.metadata().defaultGroups(), locked.metadata().groupRequiresPython());
    } catch (NotComparableException | IllegalArgumentException e) {
      findings.doubt(file, String.valueOf(e.getMessage()), Reason.NOT_COMPARED);
    }
  }

  private boolean mayLackMetadata(LockedPackage locked) {
    return header.revision() >= MAY_OMIT_METADATA
        && locked.metadata().requirements().isEmpty()
        && !locked.dependencies().production().isEmpty();
  }

  private void version(String file, ProjectTable.Declared declared, LockedPackage locked) {
    String recorded = locked.id().version();
    if (declared.hasDynamicVersion() || declared.about().version().isEmpty()) {
      findings.compareValues(file, "project.version", "", recorded);
    } else if (recorded.isEmpty()
        || !Version.parse(declared.about().version()).equals(Version.parse(recorded))) {
      findings.compareValues(file, "project.version", declared.about().version(), recorded);
    }
  }

  /// @param recorded groups without requirements count only where the lockfile records them
  void groups(
      String file,
      SequencedMap<GroupName, List<Wish>> declared,
      Lowering lowering,
      Map<GroupName, List<LockedRequirement>> recorded)
      throws NotComparableException, IOException {
    Set<GroupName> names = new LinkedHashSet<>(declared.keySet());
    names.addAll(recorded.keySet());
    boolean recordsEmpty = header.revision() >= RECORDS_EXTRAS;
    for (GroupName name : names) {
      List<Wish> wishes = declared.getOrDefault(name, List.of());
      List<LockedRequirement> locked = recorded.getOrDefault(name, List.of());
      String key = "dependency-groups." + name;
      if (recordsEmpty && declared.containsKey(name) != recorded.containsKey(name)) {
        findings.compare(
            file,
            "dependency-groups",
            declared.containsKey(name) ? List.of(name) : List.of(),
            recorded.containsKey(name) ? List.of(name) : List.of());
      } else {
        comparison.compare(file, key, lowering.demands(wishes, name.value()), locked);
      }
    }
  }

  void groupSettings(
      String file,
      DeclaredTree tree,
      DefaultGroups defaults,
      Map<GroupName, VersionSpecifiers> requiresPython) {
    if (header.revision() < RECORDS_GROUP_SETTINGS) {
      return;
    }
    findings.compareValues(
        file,
        "tool.uv.default-groups",
        text(tree.project().uv().project().defaultGroups()),
        text(defaults));
    Map<GroupName, VersionSpecifiers> limits = tree.pythonLimits();
    Set<GroupName> names = new LinkedHashSet<>(limits.keySet());
    names.addAll(requiresPython.keySet());
    for (GroupName name : names) {
      VersionSet declared = versions(limits, name);
      VersionSet recorded = versions(requiresPython, name);
      if (!declared.isSameAs(recorded)) {
        findings.compareValues(
            file, "tool.uv.dependency-groups." + name, declared.toString(), recorded.toString());
      }
    }
  }

  private static VersionSet versions(Map<GroupName, VersionSpecifiers> limits, GroupName name) {
    return new VersionSet(Set.copyOf(limits.getOrDefault(name, VersionSpecifiers.ANY).clauses()));
  }

  private static String text(DefaultGroups groups) {
    return switch (groups) {
      case DefaultGroups.Unset() -> "[dev]";
      case DefaultGroups.All() -> "all";
      case DefaultGroups.Named(List<GroupName> names) ->
          names.stream().sorted().toList().toString();
    };
  }
}

package dev.garboard.freshness;

import dev.garboard.freshness.Freshness.Doubt.Reason;
import dev.garboard.project.LockedRequirement;
import dev.garboard.python.ExtraName;
import dev.garboard.python.Marker;
import dev.garboard.python.MarkerEnvironment;
import dev.garboard.python.PackageName;
import dev.garboard.python.VersionSpecifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Holds what is declared against what was recorded, as uv does: it matters what is asked of a
/// package in each environment, not in how many requirements or words.
record DemandComparison(Path root, PythonRange range, Findings findings) {

  /// What all requirements together ask of one package in one environment.
  private record Asked(
      Set<Map<String, String>> origins, Set<ExtraName> extras, VersionSet versions) {

    static Asked of(List<Demand> demands, MarkerEnvironment environment, Set<ExtraName> active) {
      Set<Map<String, String>> origins = new HashSet<>();
      Set<ExtraName> extras = new HashSet<>();
      Set<VersionSpecifier> clauses = new HashSet<>();
      for (Demand demand : demands) {
        if (demand.condition().holds(environment, active)) {
          origins.add(demand.origin());
          extras.addAll(demand.extras());
          clauses.addAll(demand.versions().clauses());
        }
      }
      return new Asked(origins, extras, new VersionSet(clauses));
    }

    boolean isSameAs(Asked other) {
      return agreesWith(other) && versions.isSameAs(other.versions);
    }

    boolean agreesWith(Asked other) {
      return origins.equals(other.origins)
          && extras.equals(other.extras)
          && versions.acceptsAs(other.versions);
    }
  }

  /// Notes what only one side has.
  void compare(String file, String key, List<Demand> declared, List<LockedRequirement> locked) {
    Map<PackageName, List<Demand>> ours = byName(declared);
    Map<PackageName, List<Demand>> theirs =
        byName(locked.stream().map(requirement -> Demand.of(requirement, root)).toList());
    Set<PackageName> names = new HashSet<>(ours.keySet());
    names.addAll(theirs.keySet());
    List<String> added = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    for (PackageName name : names.stream().sorted().toList()) {
      List<Demand> asked = ours.getOrDefault(name, List.of());
      List<Demand> recorded = theirs.getOrDefault(name, List.of());
      Optional<Boolean> same = isSame(asked, recorded);
      if (same.isEmpty()) {
        findings.doubt(file, key, Reason.NOT_COMPARED);
      } else if (!same.get()) {
        asked.forEach(demand -> added.add(demand.toString()));
        recorded.forEach(demand -> removed.add(demand.toString()));
      }
    }
    if (!added.isEmpty() || !removed.isEmpty()) {
      findings.difference(file, key, added, removed);
    }
  }

  private static Map<PackageName, List<Demand>> byName(List<Demand> demands) {
    Map<PackageName, List<Demand>> byName = new TreeMap<>();
    demands.forEach(
        demand -> byName.computeIfAbsent(demand.name(), _ -> new ArrayList<>()).add(demand));
    return byName;
  }

  private Optional<Boolean> isSame(List<Demand> asked, List<Demand> recorded) {
    if (asked.equals(recorded)) {
      return Optional.of(true);
    }
    List<Marker> markers =
        Stream.of(asked, recorded)
            .flatMap(List::stream)
            .flatMap(demand -> demand.condition().markers().stream())
            .toList();
    return MarkerSpace.of(markers, range).flatMap(space -> isSame(space, asked, recorded));
  }

  private static Optional<Boolean> isSame(
      MarkerSpace space, List<Demand> asked, List<Demand> recorded) {
    if (space.allMatch((e, x) -> Asked.of(asked, e, x).isSameAs(Asked.of(recorded, e, x)))) {
      return Optional.of(true);
    }
    boolean agree =
        space.allMatch((e, x) -> Asked.of(asked, e, x).agreesWith(Asked.of(recorded, e, x)));
    return agree ? Optional.empty() : Optional.of(false);
  }
}

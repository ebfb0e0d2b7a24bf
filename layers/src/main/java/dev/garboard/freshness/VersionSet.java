package dev.garboard.freshness;

import dev.garboard.python.Version;
import dev.garboard.python.VersionSpecifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The versions that all of some clauses accept. Two sets are the same when they agree about every
/// version that a clause names and about what lies next to it.
record VersionSet(Set<VersionSpecifier> clauses) {

  private static final List<String> NEIGHBOURS =
      List.of("", ".dev0", "a1", "rc1", ".post1", "+local", ".0.0.1", ".999");

  VersionSet {
    clauses = Set.copyOf(clauses);
  }

  /// Whether both accept the same, by uv's idea of it: bounds that are pre-releases must be equal,
  /// since uv tells `<3` from `<3.dev0`.
  boolean isSameAs(VersionSet other) {
    return unusual().equals(other.unusual()) && acceptsAs(other);
  }

  private Set<VersionSpecifier> unusual() {
    return clauses.stream()
        .filter(clause -> !clause.version().equals(clause.version().onlyRelease()))
        .collect(Collectors.toSet());
  }

  /// Whether both accept the same.
  boolean acceptsAs(VersionSet other) {
    TreeSet<Version> probes = new TreeSet<>();
    clauses.forEach(clause -> probe(clause.version(), probes));
    other.clauses.forEach(clause -> probe(clause.version(), probes));
    return probes.stream().allMatch(version -> accepts(version) == other.accepts(version));
  }

  private boolean accepts(Version version) {
    return clauses.stream().allMatch(clause -> clause.contains(version));
  }

  private static void probe(Version version, Set<Version> probes) {
    probes.add(version);
    for (int places = 1; places <= version.release().size(); places++) {
      for (long step : new long[] {-1, 0, 1}) {
        List<Long> release = new ArrayList<>(version.release().subList(0, places));
        release.set(places - 1, Math.max(0, release.get(places - 1) + step));
        String text = Version.of(release).toString();
        NEIGHBOURS.forEach(suffix -> probes.add(Version.parse(text + suffix)));
      }
    }
  }

  /// `>=1.0` reads `>=1`.
  @Override
  public String toString() {
    return clauses.stream()
        .map(clause ->
            clause.operator().symbol()
                + clause.version().toString().replaceFirst("(\\.0)+$", "")
                + (clause.star() ? ".*" : ""))
        .sorted()
        .reduce((one, two) -> one + "," + two)
        .orElse("");
  }
}

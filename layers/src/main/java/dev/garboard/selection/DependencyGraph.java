package dev.garboard.selection;

import dev.garboard.python.PackageName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which package needs which, for one request and target: the lockfile's edges whose markers hold,
/// those of active extras and groups with the package that declares them.
///
/// Holds every package that was reached, also those that are not installed themselves.
///
/// @param roots what the request starts from
/// @param edges what each package needs; a package that needs nothing may be missing
public record DependencyGraph(
    SortedSet<PackageName> roots, SortedMap<PackageName, SortedSet<PackageName>> edges) {

  /// Copies.
  public DependencyGraph {
    roots = Collections.unmodifiableSortedSet(new TreeSet<>(roots));
    SortedMap<PackageName, SortedSet<PackageName>> copy = new TreeMap<>();
    edges.forEach(
        (from, to) -> copy.put(from, Collections.unmodifiableSortedSet(new TreeSet<>(to))));
    edges = Collections.unmodifiableSortedMap(copy);
  }

  /// What a package needs, itself never among it.
  public SortedSet<PackageName> neededBy(PackageName name) {
    return edges.getOrDefault(name, Collections.emptySortedSet());
  }

  /// Gathers edges during a walk.
  static final class GraphWriter {
    private final SortedSet<PackageName> roots = new TreeSet<>();
    private final SortedMap<PackageName, SortedSet<PackageName>> edges = new TreeMap<>();

    void root(PackageName name) {
      roots.add(name);
    }

    void edge(PackageName from, PackageName to) {
      if (!from.equals(to)) {
        edges.computeIfAbsent(from, _ -> new TreeSet<>()).add(to);
      }
    }

    DependencyGraph graph() {
      return new DependencyGraph(roots, edges);
    }
  }
}

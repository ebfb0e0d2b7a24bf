package dev.garboard.selection;

import dev.garboard.project.ConflictItem;
import dev.garboard.project.LockedDependency;
import dev.garboard.project.LockedPackage;
import dev.garboard.project.LockedRequirement;
import dev.garboard.project.PackageId;
import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.Marker;
import dev.garboard.python.MarkerEnvironment;
import dev.garboard.python.PackageName;
import dev.garboard.selection.LockGraph.Visit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

/// Follows the lockfile's edges as uv does: seeds from roots, groups and workspace requirements,
/// then (only under declared conflicts) a pass that finds every active extra, then the pass that
/// selects.
final class Walk {

  private final LockGraph graph;
  private final MarkerEnvironment environment;
  private final SelectionRequest.Extras extras;
  private final ActiveGroups groups;
  private final List<SelectionProblem> problems;

  /// The keys of active projects, extras and groups, as edges spell them.
  private final Set<ExtraName> active = new HashSet<>();

  private final Deque<Step> queue = new ArrayDeque<>();
  private final Set<Visit> seen = new HashSet<>();
  private final SequencedMap<PackageId, Reached> reached = new LinkedHashMap<>();
  private final DependencyGraph.GraphWriter edges = new DependencyGraph.GraphWriter();
  private final Map<Visit, Formula> reachability = new LinkedHashMap<>();
  private final boolean edgesHold;

  /// A place in the queue and the labels that lead to it.
  record Step(Visit visit, List<String> path) {}

  /// A package that was reached by an edge or is a production root.
  record Reached(LockedPackage locked, List<String> why) {}

  Walk(
      LockGraph graph,
      MarkerEnvironment environment,
      SelectionRequest.Extras extras,
      ActiveGroups groups,
      List<SelectionProblem> problems) {
    this.graph = graph;
    this.environment = environment;
    this.extras = extras;
    this.groups = groups;
    this.problems = problems;
    this.edgesHold = inSomeFork();
  }

  /// Outside every fork of the resolution no edge is followed. Conflict keys do not count here.
  private boolean inSomeFork() {
    List<Marker> forks = graph.lockfile().header().markers().resolution();
    return forks.isEmpty()
        || forks.stream().anyMatch(fork -> Formula.of(fork, environment).isSatisfiable());
  }

  /// All packages that the request reaches, in the order of the walk.
  List<Reached> run(Roots roots) {
    activate(roots);
    for (LockedPackage root : roots.production()) {
      seedRoot(root);
      seedGroups(root, groups::includes);
    }
    roots.groupRoots().forEach(root -> seedGroups(root, lent(roots)));
    seedWorkspace(roots);
    if (graph.hasConflicts()) {
      new ActivationPass(graph, environment, edgesHold, reachability, active)
          .run(queue.stream().map(Step::visit).toList());
      new ConflictChecks(graph).activeExtras(active, problems);
    }
    while (!queue.isEmpty()) {
      follow(queue.remove());
    }
    return List.copyOf(reached.values());
  }

  /// Who needs whom, as the walk found it.
  DependencyGraph edges() {
    return edges.graph();
  }

  private void activate(Roots roots) {
    if (!graph.hasConflicts()) {
      return;
    }
    for (LockedPackage root : roots.production()) {
      if (groups.production()) {
        active.add(new ConflictItem.Whole(root.name()).key());
        root.dependencies().extras().keySet().stream()
            .filter(extras::includes)
            .forEach(extra -> active.add(new ConflictItem.Extra(root.name(), extra).key()));
      }
      activateGroups(root, includedGroups(root, groups::includes));
    }
    roots.groupRoots().forEach(root -> activateGroups(root, includedGroups(root, lent(roots))));
  }

  private void activateGroups(LockedPackage root, List<GroupName> included) {
    included.forEach(group -> active.add(new ConflictItem.Group(root.name(), group).key()));
  }

  private static List<GroupName> includedGroups(LockedPackage root, Predicate<GroupName> wanted) {
    return root.dependencies().groups().keySet().stream().filter(wanted).sorted().toList();
  }

  private Predicate<GroupName> lent(Roots roots) {
    return group -> roots.include(group, groups);
  }

  private void seedRoot(LockedPackage root) {
    if (!groups.production()) {
      return;
    }
    edges.root(root.name());
    reached.putIfAbsent(root.id(), new Reached(root, List.of(root.name().value())));
    enqueue(new Visit(root), List.of(root.name().value()));
    for (ExtraName extra : root.dependencies().extras().keySet()) {
      if (extras.includes(extra)) {
        Visit visit = new Visit(root, extra);
        enqueue(visit, List.of(visit.label()));
      }
    }
  }

  private void enqueue(Visit visit, List<String> path) {
    reachability.put(visit, new Formula.Constant(true));
    push(visit, path);
  }

  private void push(Visit visit, List<String> path) {
    if (seen.add(visit)) {
      queue.add(new Step(visit, path));
    }
  }

  private void seedGroups(LockedPackage root, Predicate<GroupName> wanted) {
    for (GroupName group : includedGroups(root, wanted)) {
      List<String> path = List.of(root.name() + ":" + group);
      for (LockedDependency edge : root.dependencies().groups().getOrDefault(group, List.of())) {
        seedGroupEdge(root, edge, path);
      }
    }
  }

  private void seedGroupEdge(LockedPackage root, LockedDependency edge, List<String> path) {
    Set<ExtraName> activated = keysOf(edge);
    activated.addAll(active);
    if (!edgesHold || !edge.marker().evaluate(environment, activated)) {
      return;
    }
    edges.root(root.name());
    reach(root.name(), edge, path);
    active.addAll(activated);
    Formula formula = Formula.of(edge.marker(), environment);
    for (Visit visit : graph.visits(edge)) {
      reachability.merge(visit, formula, Formula::or);
      push(visit, pathTo(path, visit));
    }
  }

  private Set<ExtraName> keysOf(LockedDependency edge) {
    Set<ExtraName> keys = new LinkedHashSet<>();
    if (graph.hasConflicts()) {
      edge.extras().forEach(e -> keys.add(new ConflictItem.Extra(edge.target().name(), e).key()));
    }
    return keys;
  }

  /// What a root without `[project]` asks for itself.
  private void seedWorkspace(Roots roots) {
    for (LockedRequirement requirement : graph.lockfile().members().requirements()) {
      if (requirement.marker().evaluate(environment, Set.of())) {
        seedRequirement(requirement, "requirements", groups.production());
      }
    }
    graph
        .lockfile()
        .members()
        .groups()
        .forEach((group, requirements) -> {
          if (roots.include(group, groups)) {
            seedWorkspaceGroup(group, requirements);
          }
        });
  }

  private void seedWorkspaceGroup(GroupName group, List<LockedRequirement> requirements) {
    for (LockedRequirement requirement : requirements) {
      if (requirement.marker().evaluate(environment, Set.of())) {
        if (graph.hasConflicts()) {
          requirement
              .extras()
              .forEach(e -> active.add(new ConflictItem.Extra(requirement.name(), e).key()));
        }
        seedRequirement(requirement, ":" + group, true);
      }
    }
  }

  private void seedRequirement(LockedRequirement requirement, String label, boolean install) {
    List<LockedPackage> candidates =
        graph.named(requirement.name()).stream()
            .filter(locked ->
                locked.resolutionMarkers().isEmpty()
                    || locked.resolutionMarkers().stream()
                        .anyMatch(marker -> marker.evaluate(environment, Set.of())))
            .toList();
    if (candidates.size() > 1) {
      problems.add(
          new SelectionProblem.AmbiguousRequirement(
              requirement.name(), candidates.stream().map(LockedPackage::id).toList()));
    }
    if (candidates.size() != 1) {
      return;
    }
    LockedPackage locked = candidates.getFirst();
    if (install) {
      edges.root(locked.name());
      reached.putIfAbsent(locked.id(), new Reached(locked, List.of(label, locked.name().value())));
    }
    enqueue(new Visit(locked), List.of(label, locked.name().value()));
    for (ExtraName extra : requirement.extras()) {
      Visit visit = new Visit(locked, extra);
      enqueue(visit, List.of(label, visit.label()));
    }
  }

  private void follow(Step step) {
    for (LockedDependency edge : step.visit().edges()) {
      if (edgesHold && edge.marker().evaluate(environment, active)) {
        reach(step.visit().locked().name(), edge, step.path());
        for (Visit visit : graph.visits(edge)) {
          push(visit, pathTo(step.path(), visit));
        }
      }
    }
  }

  private void reach(PackageName from, LockedDependency edge, List<String> path) {
    LockedPackage target = graph.target(edge);
    edges.edge(from, target.name());
    reached.computeIfAbsent(
        target.id(), _ -> new Reached(target, extend(path, target.name().value())));
  }

  private static List<String> pathTo(List<String> path, Visit visit) {
    return extend(path, visit.label());
  }

  private static List<String> extend(List<String> path, String label) {
    List<String> longer = new ArrayList<>(path);
    longer.add(label);
    return List.copyOf(longer);
  }
}

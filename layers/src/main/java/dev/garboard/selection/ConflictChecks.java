package dev.garboard.selection;

import dev.garboard.project.ConflictItem;
import dev.garboard.project.LockedDependency;
import dev.garboard.project.LockedPackage;
import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.PackageName;
import dev.garboard.selection.LockGraph.Visit;
import dev.garboard.selection.SelectionProblem.DeclaredConflict;
import dev.garboard.selection.SelectionProblem.ExtrasConflict;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Holds what is active against the conflicts that the lockfile declares.
final class ConflictChecks {

  private final LockGraph graph;

  ConflictChecks(LockGraph graph) {
    this.graph = graph;
  }

  /// Before the walk: what the request names itself. By name of extra and group, whichever root
  /// owns them.
  void declared(
      Roots roots,
      SelectionRequest.Extras extras,
      ActiveGroups groups,
      List<SelectionProblem> problems) {
    if (!graph.hasConflicts()) {
      return;
    }
    Set<PackageName> names = inTarget(roots, extras, groups);
    for (List<ConflictItem> set : graph.lockfile().header().conflicts()) {
      List<ConflictItem> active =
          set.stream()
              .filter(item -> names.contains(item.name()))
              .filter(item ->
                  switch (item) {
                    case ConflictItem.Extra(_, ExtraName extra) -> extras.includes(extra);
                    case ConflictItem.Group(_, GroupName group) -> groups.includes(group);
                    case ConflictItem.Whole _ -> groups.production();
                  })
              .toList();
      if (active.size() > 1) {
        problems.add(new DeclaredConflict(set, active));
      }
    }
  }

  /// The roots and every member that some edge leads to, markers ignored.
  private Set<PackageName> inTarget(
      Roots roots, SelectionRequest.Extras extras, ActiveGroups groups) {
    List<PackageName> members = graph.lockfile().members().names();
    if (roots.wholeWorkspace()) {
      return new HashSet<>(members);
    }
    Deque<Visit> queue = new ArrayDeque<>();
    for (LockedPackage root : roots.production()) {
      if (groups.production()) {
        queue.add(new Visit(root));
        root.dependencies().extras().keySet().stream()
            .filter(extras::includes)
            .forEach(extra -> queue.add(new Visit(root, extra)));
      }
      addGroups(root, groups::includes, queue);
    }
    roots
        .groupRoots()
        .forEach(root -> addGroups(root, group -> roots.include(group, groups), queue));
    Set<PackageName> names = new HashSet<>(roots.names());
    Set<Visit> seen = new HashSet<>();
    while (!queue.isEmpty()) {
      Visit visit = queue.remove();
      if (seen.add(visit)) {
        if (members.contains(visit.locked().name())) {
          names.add(visit.locked().name());
        }
        visit.edges().forEach(edge -> queue.addAll(graph.visits(edge)));
      }
    }
    return names;
  }

  private void addGroups(LockedPackage root, Predicate<GroupName> wanted, Deque<Visit> queue) {
    root.dependencies()
        .groups()
        .forEach((group, edges) -> {
          if (wanted.test(group)) {
            for (LockedDependency edge : edges) {
              queue.addAll(graph.visits(edge));
            }
          }
        });
  }

  /// After the activation pass: extras that dependencies activated.
  void activeExtras(Set<ExtraName> active, List<SelectionProblem> problems) {
    for (List<ConflictItem> set : graph.lockfile().header().conflicts()) {
      List<ConflictItem.Extra> found =
          set.stream()
              .filter(ConflictItem.Extra.class::isInstance)
              .map(ConflictItem.Extra.class::cast)
              .filter(item -> active.contains(item.key()))
              .toList();
      if (found.size() > 1) {
        problems.add(new ExtrasConflict(found.get(0), found.get(1)));
      }
    }
  }
}

package dev.garboard.selection;

import dev.garboard.project.ConflictItem;
import dev.garboard.project.LockedDependency;
import dev.garboard.python.ExtraName;
import dev.garboard.python.MarkerEnvironment;
import dev.garboard.selection.LockGraph.Visit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds every extra that edges activate anywhere, before any edge is chosen: an edge may be
/// guarded by an extra that only a deeper one activates. A package counts under the condition under
/// which its parents are reached.
final class ActivationPass {

  private static final Formula UNREACHED = new Formula.Constant(false);

  private final LockGraph graph;
  private final MarkerEnvironment environment;
  private final boolean edgesHold;
  private final Map<Visit, Formula> reachability;
  private final Set<ExtraName> active;

  /// A pass over this state.
  ///
  /// @param active grows
  ActivationPass(
      LockGraph graph,
      MarkerEnvironment environment,
      boolean edgesHold,
      Map<Visit, Formula> reachability,
      Set<ExtraName> active) {
    this.graph = graph;
    this.environment = environment;
    this.edgesHold = edgesHold;
    this.reachability = reachability;
    this.active = active;
  }

  void run(List<Visit> seeds) {
    Deque<Visit> queue = new ArrayDeque<>(seeds);
    while (!queue.isEmpty()) {
      Visit visit = queue.remove();
      Formula reach = reachability.getOrDefault(visit, UNREACHED);
      for (LockedDependency edge : visit.edges()) {
        follow(edge, reach, queue);
      }
    }
  }

  private void follow(LockedDependency edge, Formula reach, Deque<Visit> queue) {
    Formula formula = edgesHold ? Formula.of(edge.marker(), environment).and(reach) : UNREACHED;
    Set<ExtraName> tentative = new HashSet<>(active);
    for (ExtraName extra : edge.extras()) {
      tentative.add(new ConflictItem.Extra(edge.target().name(), extra).key());
    }
    if (!formula.holds(tentative)) {
      return;
    }
    active.addAll(tentative);
    for (Visit next : graph.visits(edge)) {
      Formula before = reachability.getOrDefault(next, UNREACHED);
      Formula after = before.or(formula);
      if (!after.equals(before) || !reachability.containsKey(next)) {
        reachability.put(next, after);
        queue.add(next);
      }
    }
  }
}

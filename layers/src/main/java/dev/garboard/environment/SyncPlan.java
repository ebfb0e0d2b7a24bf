package dev.garboard.environment;

import dev.garboard.project.PackageSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What must be done to an environment.
///
/// @param install wanted distributions that are absent, different or half done
/// @param remove dist-info directories that must go before
/// @param keep wanted distributions that are right
/// @param foreign names of those kept ones that somebody else installed
record SyncPlan(
    List<Wanted> install,
    List<InstalledDistribution> remove,
    List<Wanted> keep,
    Set<String> foreign) {

  SyncPlan {
    install = List.copyOf(install);
    remove = List.copyOf(remove);
    keep = List.copyOf(keep);
    foreign = Set.copyOf(foreign);
  }

  boolean isEmpty() {
    return install.isEmpty() && remove.isEmpty();
  }

  /// Distributions of others that would have to go first, where they may not.
  List<String> inTheWay(EnvironmentState state, SyncPolicy policy) {
    if (policy.replaces()) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    for (InstalledDistribution there : remove) {
      boolean ours = state.distributions().containsKey(there.directory());
      for (Wanted each : install) {
        if (!ours && each.name().equals(there.name())) {
          found.add(
              "%s %s, wanted %s"
                  .formatted(there.name(), there.version(), each.selected().version()));
        }
      }
    }
    return found;
  }

  /// Compares.
  static SyncPlan of(
      List<Wanted> wanted,
      List<InstalledDistribution> installed,
      EnvironmentState state,
      SyncPolicy policy) {
    Map<String, List<InstalledDistribution>> byName = new HashMap<>();
    for (InstalledDistribution distribution : installed) {
      byName.computeIfAbsent(distribution.name(), _ -> new ArrayList<>()).add(distribution);
    }
    List<Wanted> install = new ArrayList<>();
    List<InstalledDistribution> remove = new ArrayList<>();
    List<Wanted> keep = new ArrayList<>();
    Set<String> foreign = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (Wanted each : wanted) {
      names.add(each.name());
      List<InstalledDistribution> there = byName.getOrDefault(each.name(), List.of());
      if (there.size() == 1 && isOurs(each, there.getFirst(), state, policy)) {
        keep.add(each);
      } else if (there.size() == 1 && isEqual(each, there.getFirst(), state)) {
        keep.add(each);
        foreign.add(each.name());
      } else {
        install.add(each);
        remove.addAll(there);
      }
    }
    for (InstalledDistribution distribution : installed) {
      if (!names.contains(distribution.name())
          && policy.removes(distribution, state.distributions().get(distribution.directory()))) {
        remove.add(distribution);
      }
    }
    return new SyncPlan(install, remove, keep, foreign);
  }

  private static boolean isOurs(
      Wanted wanted, InstalledDistribution there, EnvironmentState state, SyncPolicy policy) {
    EnvironmentState.Entry entry = state.distributions().get(there.directory());
    return entry != null && !entry.pending() && policy.satisfies(entry.key(), wanted.key());
  }

  /// Somebody else's distribution of the version wanted stays, as uv leaves it.
  private static boolean isEqual(
      Wanted wanted, InstalledDistribution there, EnvironmentState state) {
    return !state.distributions().containsKey(there.directory())
        && wanted.selected().source() instanceof PackageSource.Registry
        && there.version().equals(wanted.selected().version());
  }
}

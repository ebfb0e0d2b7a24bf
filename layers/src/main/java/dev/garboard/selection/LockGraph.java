package dev.garboard.selection;

import dev.garboard.project.LockedDependency;
import dev.garboard.project.LockedPackage;
import dev.garboard.project.Lockfile;
import dev.garboard.project.PackageId;
import dev.garboard.python.ExtraName;
import dev.garboard.python.PackageName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The lockfile's packages by identity and by name.
final class LockGraph {

  private final Lockfile lockfile;
  private final Map<PackageId, LockedPackage> byId = new HashMap<>();
  private final Map<PackageName, List<LockedPackage>> byName = new HashMap<>();

  LockGraph(Lockfile lockfile) {
    this.lockfile = lockfile;
    for (LockedPackage locked : lockfile.packages()) {
      byId.put(locked.id(), locked);
      byName.computeIfAbsent(locked.name(), _ -> new ArrayList<>()).add(locked);
    }
  }

  /// A package and the extra through which it is looked at; no extra is the empty text.
  record Visit(LockedPackage locked, String extra) {
    Visit(LockedPackage locked) {
      this(locked, "");
    }

    Visit(LockedPackage locked, ExtraName extra) {
      this(locked, extra.value());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Visit that
          && locked.id().equals(that.locked.id())
          && extra.equals(that.extra);
    }

    @Override
    public int hashCode() {
      return 31 * locked.name().hashCode() + extra.hashCode();
    }

    /// As uv writes it: `name` or `name[extra]`.
    String label() {
      return locked.name() + (extra.isEmpty() ? "" : "[" + extra + "]");
    }

    List<LockedDependency> edges() {
      return extra.isEmpty()
          ? locked.dependencies().production()
          : locked.dependencies().extras().getOrDefault(ExtraName.of(extra), List.of());
    }
  }

  Lockfile lockfile() {
    return lockfile;
  }

  boolean hasConflicts() {
    return !lockfile.header().conflicts().isEmpty();
  }

  /// The reader has made sure that every edge leads somewhere.
  LockedPackage target(LockedDependency edge) {
    LockedPackage found = byId.get(edge.target());
    if (found == null) {
      throw new IllegalStateException("dangling edge to " + edge.target());
    }
    return found;
  }

  List<LockedPackage> named(PackageName name) {
    return byName.getOrDefault(name, List.of());
  }

  /// What an edge leads to: the package itself and each extra that the edge asks for.
  List<Visit> visits(LockedDependency edge) {
    LockedPackage target = target(edge);
    List<Visit> visits = new ArrayList<>();
    visits.add(new Visit(target));
    for (ExtraName extra : edge.extras()) {
      visits.add(new Visit(target, extra));
    }
    return visits;
  }
}

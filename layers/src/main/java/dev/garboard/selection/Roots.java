package dev.garboard.selection;

import dev.garboard.project.LockedPackage;
import dev.garboard.python.GroupName;
import dev.garboard.python.PackageName;
import java.util.List;

/// Where the walk starts.
///
/// @param production packages whose dependencies, extras and groups are walked
/// @param groupRoots the workspace root where only its groups are walked, or none
/// @param wholeWorkspace whether all members are meant rather than some
/// @param project the name that `--no-install-project` means, or none
record Roots(
    List<LockedPackage> production,
    List<LockedPackage> groupRoots,
    boolean wholeWorkspace,
    List<PackageName> project) {

  Roots {
    production = List.copyOf(production);
    groupRoots = List.copyOf(groupRoots);
    project = List.copyOf(project);
  }

  List<PackageName> names() {
    return production.stream().map(LockedPackage::name).toList();
  }

  /// Whether a group of the workspace itself counts. For a single project it must have been asked
  /// for, and the project must have none of that name.
  boolean include(GroupName workspaceGroup, ActiveGroups groups) {
    boolean single = !wholeWorkspace && production.size() == 1;
    return single
        ? groups.isExplicit(workspaceGroup) && !declares(production.getFirst(), workspaceGroup)
        : groups.includes(workspaceGroup);
  }

  private static boolean declares(LockedPackage member, GroupName group) {
    return member.metadata().groups().containsKey(group)
        || member.dependencies().groups().containsKey(group);
  }
}

package dev.garboard.selection;

import dev.garboard.project.DefaultGroups;
import dev.garboard.project.LockedPackage;
import dev.garboard.project.Project;
import dev.garboard.python.GroupName;
import java.util.ArrayList;
import java.util.List;

/// The dependency groups that a request and the defaults add up to. Exclusion always wins.
///
/// @param production whether the projects' own dependencies are wanted
/// @param all every group
/// @param explicit groups that were asked for
/// @param defaults groups that `default-groups` adds
record ActiveGroups(
    boolean production,
    boolean all,
    List<GroupName> explicit,
    List<GroupName> excluded,
    boolean allByDefault,
    List<GroupName> defaults) {

  private static final GroupName DEV = GroupName.of("dev");

  static ActiveGroups of(SelectionRequest.Groups request, DefaultGroups defaults) {
    boolean onlyGroups = !request.only().isEmpty() || request.dev() == SelectionRequest.Dev.ONLY;
    List<GroupName> explicit = new ArrayList<>(request.include());
    explicit.addAll(request.only());
    if (request.dev() == SelectionRequest.Dev.INCLUDE
        || request.dev() == SelectionRequest.Dev.ONLY) {
      explicit.add(DEV);
    }
    List<GroupName> excluded = new ArrayList<>(request.exclude());
    if (request.dev() == SelectionRequest.Dev.EXCLUDE) {
      excluded.add(DEV);
    }
    boolean useDefaults = !onlyGroups && request.defaults() == SelectionRequest.Defaults.AS_UV;
    return new ActiveGroups(
        !onlyGroups,
        request.all(),
        List.copyOf(explicit),
        List.copyOf(excluded),
        useDefaults && defaults instanceof DefaultGroups.All,
        useDefaults ? names(defaults) : List.of());
  }

  private static List<GroupName> names(DefaultGroups defaults) {
    return switch (defaults) {
      case DefaultGroups.Unset() -> List.of(DEV);
      case DefaultGroups.Named(List<GroupName> names) -> names;
      case DefaultGroups.All() -> List.of();
    };
  }

  /// The defaults that apply: those of a single requested member where the lockfile records them,
  /// else those of the discovered project.
  static DefaultGroups defaultsOf(Project project, Roots roots, SelectionRequest.Roots request) {
    boolean recorded = project.lockfile().header().revision() >= 5;
    if (recorded && request.packages().size() == 1 && roots.production().size() == 1) {
      LockedPackage member = roots.production().getFirst();
      return member.metadata().defaultGroups();
    }
    return project.discovered().uv().project().defaultGroups();
  }

  boolean includes(GroupName group) {
    return isExplicit(group) || (!excluded.contains(group) && isDefault(group));
  }

  /// Whether it is active without the help of defaults.
  boolean isExplicit(GroupName group) {
    return !excluded.contains(group) && (all || explicit.contains(group));
  }

  private boolean isDefault(GroupName group) {
    return allByDefault || defaults.contains(group);
  }
}

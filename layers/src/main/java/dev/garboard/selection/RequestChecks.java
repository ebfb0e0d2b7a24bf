package dev.garboard.selection;

import dev.garboard.project.DefaultGroups;
import dev.garboard.project.DependencyGroups;
import dev.garboard.project.LockedPackage;
import dev.garboard.project.Lockfile;
import dev.garboard.project.Project;
import dev.garboard.project.ProjectTable;
import dev.garboard.project.PyProject;
import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.Marker;
import dev.garboard.python.MarkerEnvironment;
import dev.garboard.python.NearestNames;
import dev.garboard.python.PackageName;
import dev.garboard.python.Version;
import dev.garboard.python.VersionSpecifiers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

/// What can be said about a request before any edge is followed.
final class RequestChecks {

  private final Project project;
  private final Roots roots;
  private final Target target;
  private final List<SelectionProblem> problems;

  RequestChecks(Project project, Roots roots, Target target, List<SelectionProblem> problems) {
    this.project = project;
    this.roots = roots;
    this.target = target;
    this.problems = problems;
  }

  void python(ActiveGroups groups) {
    Lockfile lockfile = project.lockfile();
    checkPython(lockfile.header().requiresPython(), "");
    for (LockedPackage root : roots.production()) {
      checkGroups(root.metadata().groupRequiresPython(), root.name() + ":", groups::includes);
    }
    for (LockedPackage root : roots.groupRoots()) {
      checkGroups(root.metadata().groupRequiresPython(), root.name() + ":", lent(groups));
    }
    checkGroups(lockfile.members().groupRequiresPython(), ":", lent(groups));
  }

  private Predicate<GroupName> lent(ActiveGroups groups) {
    return group -> roots.include(group, groups);
  }

  private void checkGroups(
      SequencedMap<GroupName, VersionSpecifiers> limits,
      String owner,
      Predicate<GroupName> wanted) {
    limits.forEach((group, limit) -> {
      if (wanted.test(group)) {
        checkPython(limit, owner + group);
      }
    });
  }

  private void checkPython(VersionSpecifiers limit, String origin) {
    if (!limit.containsRelease(Version.parse(target.pythonFull()))) {
      problems.add(new SelectionProblem.PythonNotAccepted(target, limit, origin));
    }
  }

  void environment(MarkerEnvironment environment) {
    List<Marker> supported = project.lockfile().header().markers().supported();
    if (!supported.isEmpty()
        && supported.stream().noneMatch(marker -> marker.evaluate(environment, Set.of()))) {
      problems.add(new SelectionProblem.UnsupportedEnvironment(target, supported));
    }
  }

  /// Locks of revision 0 do not record extras, so that nothing can be said there.
  void extras(SelectionRequest.Extras request) {
    if (project.lockfile().header().revision() == 0) {
      return;
    }
    Set<ExtraName> known = new HashSet<>();
    for (LockedPackage root : roots.production()) {
      known.addAll(root.metadata().providedExtras());
      known.addAll(root.dependencies().extras().keySet());
      declaration(root.name())
          .flatMap(PyProject::declared)
          .ifPresent(declared -> known.addAll(declared.requirements().extras().keySet()));
    }
    List<ExtraName> named = new ArrayList<>(request.include());
    named.addAll(request.exclude());
    for (ExtraName extra : named) {
      if (!known.contains(extra)) {
        problems.add(
            new SelectionProblem.UnknownExtra(
                extra,
                roots.names(),
                NearestNames.of(extra.value(), known.stream().map(ExtraName::value).toList())));
      }
    }
  }

  private Optional<PyProject> declaration(PackageName name) {
    return project.members().stream()
        .filter(member ->
            member.declared().map(ProjectTable.Declared::name).filter(name::equals).isPresent())
        .findFirst();
  }

  void groups(SelectionRequest.Groups request, ActiveGroups groups) {
    Set<GroupName> known = knownGroups();
    List<GroupName> named = new ArrayList<>(request.include());
    named.addAll(request.exclude());
    named.addAll(request.only());
    named.forEach(group -> checkGroup(group, known, false));
    if (project.discovered().uv().project().defaultGroups()
        instanceof DefaultGroups.Named(List<GroupName> defaults)) {
      Set<GroupName> declared = declaredGroups(project.discovered());
      defaults.stream()
          .filter(group -> groups.defaults().contains(group))
          .forEach(group -> checkGroup(group, declared, true));
    }
  }

  private void checkGroup(GroupName group, Set<GroupName> known, boolean byDefault) {
    if (!known.contains(group)) {
      problems.add(
          new SelectionProblem.UnknownGroup(
              group,
              roots.names(),
              byDefault,
              NearestNames.of(group.value(), known.stream().map(GroupName::value).toList())));
    }
  }

  private Set<GroupName> knownGroups() {
    Set<GroupName> known = new HashSet<>(project.lockfile().members().groups().keySet());
    List<LockedPackage> owners = new ArrayList<>(roots.production());
    owners.addAll(roots.groupRoots());
    for (LockedPackage owner : owners) {
      known.addAll(owner.metadata().groups().keySet());
      known.addAll(owner.dependencies().groups().keySet());
      declaration(owner.name()).ifPresent(member -> known.addAll(declaredGroups(member)));
    }
    known.addAll(declaredGroups(project.workspaceRoot()));
    return known;
  }

  private static Set<GroupName> declaredGroups(PyProject pyproject) {
    DependencyGroups groups = pyproject.groups();
    Set<GroupName> names = new HashSet<>(groups.groups().keySet());
    if (!groups.legacyDev().isEmpty()) {
      names.add(GroupName.of("dev"));
    }
    return names;
  }
}

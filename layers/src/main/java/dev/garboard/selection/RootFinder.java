package dev.garboard.selection;

import dev.garboard.project.LockedPackage;
import dev.garboard.project.Lockfile;
import dev.garboard.project.Project;
import dev.garboard.project.ProjectTable;
import dev.garboard.project.PyProject;
import dev.garboard.python.NearestNames;
import dev.garboard.python.PackageName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Turns `--package` and `--all-packages` into the packages to start from.
final class RootFinder {

  private final Project project;
  private final LockGraph graph;
  private final List<SelectionProblem> problems;

  RootFinder(Project project, LockGraph graph, List<SelectionProblem> problems) {
    this.project = project;
    this.graph = graph;
    this.problems = problems;
  }

  Roots find(SelectionRequest.Roots request) {
    Optional<PackageName> discovered =
        project.discovered().declared().map(ProjectTable.Declared::name);
    List<PackageName> own = discovered.map(List::of).orElse(List.of());
    if (request.all()) {
      return new Roots(lockedMembers(), List.of(), true, own);
    }
    if (!request.packages().isEmpty()) {
      List<LockedPackage> roots = named(request.packages());
      List<PackageName> one = request.packages().size() == 1 ? request.packages() : List.of();
      return new Roots(roots, groupRoots(one), false, one);
    }
    if (discovered.isPresent()) {
      return new Roots(named(own), groupRoots(own), false, own);
    }
    return new Roots(lockedMembers(), List.of(), true, List.of());
  }

  private List<LockedPackage> lockedMembers() {
    Lockfile lockfile = graph.lockfile();
    if (lockfile.members().names().isEmpty()) {
      return lockfile.root().map(List::of).orElse(List.of());
    }
    return named(lockfile.members().names());
  }

  private List<LockedPackage> named(List<PackageName> names) {
    TreeSet<String> known = new TreeSet<>(memberNames());
    List<LockedPackage> roots = new ArrayList<>();
    for (PackageName name : names) {
      List<LockedPackage> found = graph.named(name);
      if (!known.contains(name.value())) {
        problems.add(
            new SelectionProblem.UnknownMember(name, NearestNames.of(name.value(), known)));
      } else if (found.size() != 1) {
        problems.add(new SelectionProblem.RootNotLocked(name, found.size()));
      } else {
        roots.add(found.getFirst());
      }
    }
    return roots;
  }

  private List<String> memberNames() {
    List<String> names = new ArrayList<>();
    graph.lockfile().members().names().forEach(name -> names.add(name.value()));
    graph.lockfile().root().ifPresent(root -> names.add(root.name().value()));
    for (PyProject member : project.members()) {
      member.declared().ifPresent(declared -> names.add(declared.name().value()));
    }
    return names;
  }

  /// The workspace root lends its groups to a single member.
  private List<LockedPackage> groupRoots(List<PackageName> single) {
    return graph.lockfile().root().stream()
        .filter(root -> single.size() == 1 && !root.name().equals(single.getFirst()))
        .toList();
  }
}

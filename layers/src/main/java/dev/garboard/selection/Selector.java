package dev.garboard.selection;

import dev.garboard.project.LockedPackage;
import dev.garboard.project.Lockfile;
import dev.garboard.project.PackageId;
import dev.garboard.project.Project;
import dev.garboard.python.MarkerEnvironment;
import dev.garboard.python.PackageName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// **select**: the packages, and of each the file or tree, that uv would install for a target.
public final class Selector {

  /// Selects.
  ///
  /// @throws SelectionException with everything that stands against it
  public Selection select(Project project, SelectionRequest request, Target target)
      throws SelectionException {
    List<SelectionProblem> problems = new ArrayList<>();
    LockGraph graph = new LockGraph(project.lockfile());
    MarkerEnvironment environment = target.markerEnvironment();
    Roots roots = new RootFinder(project, graph, problems).find(request.roots());
    stopAt(problems);
    ActiveGroups groups =
        ActiveGroups.of(request.groups(), ActiveGroups.defaultsOf(project, roots, request.roots()));
    RequestChecks checks = new RequestChecks(project, roots, target, problems);
    checks.python(groups);
    new ConflictChecks(graph).declared(roots, request.extras(), groups, problems);
    checks.extras(request.extras());
    checks.groups(request.groups(), groups);
    checks.environment(environment);
    stopAt(problems);
    Walk walk = new Walk(graph, environment, request.extras(), groups, problems);
    List<Walk.Reached> reached = walk.run(roots);
    stopAt(problems);
    Selection selection =
        new Selection(
            target, packages(project, request, target, roots, reached, problems), walk.edges());
    stopAt(problems);
    return selection;
  }

  private static void stopAt(List<SelectionProblem> problems) throws SelectionException {
    if (!problems.isEmpty()) {
      throw new SelectionException(problems);
    }
  }

  private static List<SelectedPackage> packages(
      Project project,
      SelectionRequest request,
      Target target,
      Roots roots,
      List<Walk.Reached> reached,
      List<SelectionProblem> problems) {
    List<PackageName> members = members(project.lockfile());
    InstallFilter filter =
        new InstallFilter(request.install(), roots, project.lockfile().members().names());
    ArtifactChooser chooser =
        new ArtifactChooser(
            WheelTags.of(target),
            request.builds(),
            project.workspaceRoot().uv().builds(),
            members,
            request.install().noEditable());
    List<Walk.Reached> kept = reached.stream().filter(r -> filter.keeps(r.locked())).toList();
    rejectDuplicates(kept, problems);
    List<SelectedPackage> packages = new ArrayList<>();
    for (Walk.Reached entry : kept) {
      PackageId id = entry.locked().id();
      chooser
          .choose(entry, problems)
          .ifPresent(artifact ->
              packages.add(
                  new SelectedPackage(
                      id.name(), id.version(), id.source(), artifact, entry.why())));
    }
    packages.sort(Comparator.comparing(SelectedPackage::name));
    return packages;
  }

  private static List<PackageName> members(Lockfile lockfile) {
    List<PackageName> members = new ArrayList<>(lockfile.members().names());
    lockfile.root().map(LockedPackage::name).ifPresent(members::add);
    return members;
  }

  /// uv's own locks never hold two versions of a name for one environment.
  private static void rejectDuplicates(List<Walk.Reached> kept, List<SelectionProblem> problems) {
    Map<PackageName, List<PackageId>> byName = new HashMap<>();
    for (Walk.Reached entry : kept) {
      byName
          .computeIfAbsent(entry.locked().name(), _ -> new ArrayList<>())
          .add(entry.locked().id());
    }
    byName.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry ->
            problems.add(new SelectionProblem.SeveralVersions(entry.getKey(), entry.getValue())));
  }
}

package dev.garboard.pipeline;

import dev.garboard.content.Digest;
import dev.garboard.content.FileContents;
import dev.garboard.hostbuild.BuildSource;
import dev.garboard.install.EnvironmentSkeleton;
import dev.garboard.install.InstallException;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.pipeline.LayerRecipe.OfTree;
import dev.garboard.pipeline.LayerRecipe.OfWheels;
import dev.garboard.pipeline.LayerRecipe.WheelToInstall;
import dev.garboard.plan.LayerPlan;
import dev.garboard.plan.LayerPlanner;
import dev.garboard.plan.PlannedDistribution;
import dev.garboard.plan.PlannedLayer;
import dev.garboard.plan.PlannedLayer.Kind;
import dev.garboard.project.DefaultGroups;
import dev.garboard.project.LockedMetadata;
import dev.garboard.project.LockedPackage;
import dev.garboard.project.LockedWheel;
import dev.garboard.project.PackageId;
import dev.garboard.project.Project;
import dev.garboard.project.ProjectTable;
import dev.garboard.project.PyProject;
import dev.garboard.project.SourceFile;
import dev.garboard.project.SourceListing;
import dev.garboard.python.PackageName;
import dev.garboard.python.WheelFilename;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.Selection;
import dev.garboard.selection.Target;
import dev.garboard.selection.WheelTags;
import dev.garboard.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns a selection into all layers of an image above its base, before a wheel is fetched.
public final class ProjectPlanner {

  private static final String APP = "app";

  /// Of a project whose own table says everything.
  private static final LockedMetadata NOTHING_LOCKED =
      new LockedMetadata(
          List.of(),
          List.of(),
          new LinkedHashMap<>(),
          new DefaultGroups.Unset(),
          new LinkedHashMap<>());

  private final EnvironmentSettings environment;
  private final AppSettings app;
  private final Map<PackageName, LocatedWheel> atHand;
  private final AppTree trees;

  /// A planner.
  ///
  /// @param atHand wheels for which the lockfile has no digest, and those that were made
  /// @param contents of the project's files
  public ProjectPlanner(
      EnvironmentSettings environment,
      AppSettings app,
      Map<PackageName, LocatedWheel> atHand,
      FileContents contents) {
    this.trees = new AppTree(contents);
    this.environment = environment;
    this.app = app;
    this.atHand = Map.copyOf(atHand);
  }

  /// Plans.
  ///
  /// @param member whose files become the application
  /// @throws PlanFailedException with everything that cannot become a layer
  /// @throws IOException when the project's files cannot be read
  public ProjectPlan plan(Project project, PyProject member, Selection selection)
      throws PlanFailedException, IOException, InstallException {
    List<PlanProblem> problems = new ArrayList<>();
    Map<PackageName, SelectedPackage> wheels = new LinkedHashMap<>();
    List<SelectedPackage> local = new ArrayList<>();
    @Nullable SelectedPackage itself = null;
    for (SelectedPackage selected : selection.packages()) {
      if (OwnTree.isNotInstalled(app.mode(), project, member, selected)) {
        itself = selected;
      } else if (!(selected.artifact() instanceof Artifact.Wheel)
          && !atHand.containsKey(selected.name())) {
        problems.add(needsBuild(project, selected, selection.target()));
      } else if (selected.artifact() instanceof Artifact.LocalTree) {
        local.add(selected);
      } else {
        wheels.put(selected.name(), selected);
      }
    }
    if (environment.strategy().budget() != 0
        && environment.strategy().budget() < LayerPlanner.SMALLEST_BUDGET) {
      problems.add(
          new PlanProblem.BudgetTooSmall(
              environment.strategy().budget(), LayerPlanner.SMALLEST_BUDGET));
    }
    SourceListing sources = app.sources(member.directory());
    Optional<FileTree> appTree =
        appTree(member, itself == null ? null : Own.of(project, itself), sources.files(), problems);
    if (!problems.isEmpty()) {
      throw new PlanFailedException(problems);
    }
    List<PlannedDistribution> distributions = new ArrayList<>();
    for (SelectedPackage selected : wheels.values()) {
      distributions.add(planned(selected));
    }
    LayerPlan dependencies =
        LayerPlanner.plan(distributions, environment.strategy(), environment.profile());
    List<LayerRecipe> recipes = new ArrayList<>();
    recipes.add(ofTree(Kind.ENVIRONMENT, "environment", skeleton(member)));
    recipes.addAll(ofDependencies(dependencies, wheels));
    recipes.addAll(ofTrees(project, member, local));
    if (appTree.isPresent()) {
      recipes.add(ofTree(Kind.APP, APP, appTree.get()));
    }
    return new ProjectPlan(
        dependencies,
        recipes,
        sources,
        SourceBuilds.localTrees(project, member, selection, app.mode()));
  }

  /// Plans the application's layer alone, on layers that exist.
  ///
  /// @param version as [#lockedVersion] tells it
  /// @throws IOException when the project's files cannot be read
  public ProjectPlan planApp(
      PyProject member, String version, List<LayerRecipe> below, List<BuildSource.Tree> trees)
      throws IOException, InstallException {
    SourceListing sources = app.sources(member.directory());
    List<LayerRecipe> recipes = new ArrayList<>(below);
    if (app.mode() == ProjectMode.SOURCE) {
      recipes.add(ofTree(Kind.APP, APP, appTree(member, NOTHING_LOCKED, version, sources.files())));
    }
    return new ProjectPlan(new LayerPlan(List.of(), 0, 0), recipes, sources, trees);
  }

  private FileTree appTree(
      PyProject member, LockedMetadata locked, String version, List<SourceFile> files)
      throws IOException, InstallException {
    Optional<ProjectTable.Declared> declared = member.declared();
    return version.isEmpty() || declared.isEmpty()
        ? trees.ofVirtual(member, files, app.directory(), environment.layout())
        : trees.ofPackage(
            member,
            files,
            StaticFacts.of(declared.get(), locked, version, app.directory()),
            environment.layout());
  }

  /// The version of the project whose files become the application, as far as the lockfile or the
  /// user says it; empty for a project that is not installed.
  ///
  /// @return nothing where more has to be known of the project than its version
  public static Optional<String> lockedVersion(
      Project project, PyProject member, Selection selection, AppSettings app) {
    for (SelectedPackage selected : selection.packages()) {
      if (OwnTree.isNotInstalled(app.mode(), project, member, selected)) {
        String version = app.version().isEmpty() ? selected.version() : app.version();
        return Optional.of(version).filter(said -> !said.isEmpty() && declaresAll(member));
      }
    }
    return Optional.of("");
  }

  private static boolean declaresAll(PyProject member) {
    return member.declared().stream()
        .allMatch(project ->
            Collections.disjoint(
                project.dynamic(), List.of("dependencies", "optional-dependencies")));
  }

  private static PlanProblem needsBuild(Project project, SelectedPackage selected, Target target) {
    PackageId id = new PackageId(selected.name(), selected.version(), selected.source());
    List<WheelFilename> available =
        project.lockfile().named(selected.name()).stream()
            .filter(locked -> locked.id().equals(id))
            .flatMap(locked -> locked.wheels().stream())
            .map(LockedWheel::filename)
            .toList();
    return new PlanProblem.NeedsBuild(selected, available, WheelTags.of(target).best());
  }

  /// The project whose files become the application.
  private record Own(SelectedPackage selected, LockedMetadata locked) {

    static Own of(Project project, SelectedPackage selected) {
      LockedMetadata locked =
          project.lockfile().named(selected.name()).stream()
              .filter(found -> found.source().equals(selected.source()))
              .map(LockedPackage::metadata)
              .findFirst()
              .orElseThrow();
      return new Own(selected, locked);
    }
  }

  private Optional<FileTree> appTree(
      PyProject member, @Nullable Own own, List<SourceFile> files, List<PlanProblem> problems)
      throws IOException, InstallException {
    if (app.mode() != ProjectMode.SOURCE && app.mode() != ProjectMode.IN_PLACE) {
      return Optional.empty();
    }
    Optional<ProjectTable.Declared> declared = member.declared();
    if (own == null || declared.isEmpty()) {
      return Optional.of(appTree(member, NOTHING_LOCKED, "", files));
    }
    Optional<String> version =
        OwnVersion.known(member, own.selected(), app)
            .or(() ->
                Optional.ofNullable(atHand.get(own.selected().name()))
                    .map(w -> w.filename().version()));
    if (version.isEmpty()) {
      problems.add(new PlanProblem.DynamicVersion(declared.get().name()));
      return Optional.empty();
    }
    return Optional.of(appTree(member, own.locked(), version.get(), files));
  }

  private PlannedDistribution planned(SelectedPackage selected) throws IOException {
    LocatedWheel found = atHand.get(selected.name());
    if (found == null && selected.artifact() instanceof Artifact.Wheel wheel) {
      return planned(selected, wheel.digests().getFirst(), wheel.size());
    }
    if (found == null) {
      throw new IllegalStateException("no digest for " + selected.name());
    }
    long size =
        selected.artifact() instanceof Artifact.Wheel wheel
            ? wheel.size()
            : Files.size(found.file());
    return planned(selected, found.digest(), size);
  }

  private static PlannedDistribution planned(SelectedPackage selected, Digest digest, long size) {
    return new PlannedDistribution(
        selected.name(), digest, size, InstallOptionsOf.source(selected.source()).directUrl());
  }

  private List<LayerRecipe> ofDependencies(
      LayerPlan dependencies, Map<PackageName, SelectedPackage> wheels) {
    List<LayerRecipe> recipes = new ArrayList<>();
    for (PlannedLayer layer : dependencies.layers()) {
      List<WheelToInstall> toInstall = new ArrayList<>();
      for (PlannedDistribution distribution : layer.distributions()) {
        SelectedPackage selected = wheels.get(distribution.name());
        if (selected != null) {
          toInstall.add(toInstall(selected));
        }
      }
      recipes.add(new OfWheels(layer, toInstall));
    }
    return recipes;
  }

  /// A layer for each, the project itself on top.
  private List<LayerRecipe> ofTrees(Project project, PyProject member, List<SelectedPackage> local)
      throws IOException {
    List<LayerRecipe> recipes = new ArrayList<>();
    List<LayerRecipe> top = new ArrayList<>();
    for (SelectedPackage tree : local) {
      PlannedLayer layer = LayerPlanner.member(planned(tree), environment.profile());
      (OwnTree.is(project, member, tree) ? top : recipes)
          .add(new OfWheels(layer, List.of(toInstall(tree))));
    }
    recipes.addAll(top);
    return recipes;
  }

  private WheelToInstall toInstall(SelectedPackage selected) {
    LocatedWheel found = atHand.get(selected.name());
    return new WheelToInstall(
        selected,
        InstallOptionsOf.source(selected.source()),
        found == null ? List.of() : List.of(found));
  }

  private FileTree skeleton(PyProject member) {
    String prompt = member.declared().map(project -> project.about().name()).orElse("");
    FileTree skeleton =
        EnvironmentSkeleton.tree(
            environment.layout(), environment.interpreter(), prompt, "garboard");
    return FileTree.merge(List.of(environment.additions(), skeleton)).tree();
  }

  private OfTree ofTree(Kind kind, String label, FileTree tree) throws IOException {
    PlannedLayer planned =
        LayerPlanner.other(kind, label, TreeInputs.of(tree), environment.profile());
    return new OfTree(planned, () -> tree);
  }
}

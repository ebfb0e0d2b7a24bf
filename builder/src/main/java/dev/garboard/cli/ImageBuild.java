package dev.garboard.cli;

import dev.garboard.bytecode.BytecodeException;
import dev.garboard.bytecode.Interpreter;
import dev.garboard.cli.Failure.FailureException;
import dev.garboard.config.SettingKey;
import dev.garboard.config.Settings;
import dev.garboard.hostbuild.HostBuildException;
import dev.garboard.image.AssemblyException;
import dev.garboard.image.Image;
import dev.garboard.image.ImageAssembler;
import dev.garboard.image.NewLayer;
import dev.garboard.image.UserAccounts;
import dev.garboard.install.BaseInterpreter;
import dev.garboard.install.InstallException;
import dev.garboard.install.InstallLayout;
import dev.garboard.layer.Compression;
import dev.garboard.layer.LayerException;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.locate.WheelLocator;
import dev.garboard.oci.ImageFormat;
import dev.garboard.pipeline.AppSettings;
import dev.garboard.pipeline.BuildLog;
import dev.garboard.pipeline.BuildWarning;
import dev.garboard.pipeline.BuiltLayer;
import dev.garboard.pipeline.EnvironmentSettings;
import dev.garboard.pipeline.KnownLayers;
import dev.garboard.pipeline.LayerBuilder;
import dev.garboard.pipeline.PlanFailedException;
import dev.garboard.pipeline.ProjectPlan;
import dev.garboard.pipeline.ProjectPlanner;
import dev.garboard.pipeline.SourceBuilds;
import dev.garboard.pipeline.WheelLayers;
import dev.garboard.plan.InstallProfile;
import dev.garboard.plan.LayerStrategy;
import dev.garboard.project.PyProject;
import dev.garboard.python.PackageName;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.Selection;
import dev.garboard.selection.SelectionException;
import dev.garboard.selection.SelectionRequest;
import dev.garboard.selection.Selector;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.WheelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One image for one platform: the stages in order, each one call.
final class ImageBuild {

  private static final UnixPath PREFIX = UnixPath.of("opt/venv");

  private final Workspace workspace;
  private final Settings settings;
  private final WheelLocator locator;
  private final SourceBuilds builds;
  private final BuildLog log;
  private final Stopwatch stopwatch;
  private final String projectVersion;

  ImageBuild(
      Workspace workspace,
      WheelLocator locator,
      SourceBuilds builds,
      BuildLog log,
      Stopwatch stopwatch,
      String projectVersion) {
    this.workspace = workspace;
    this.projectVersion = projectVersion;
    this.settings = workspace.settings();
    this.locator = locator;
    this.builds = builds;
    this.log = log;
    this.stopwatch = stopwatch;
  }

  /// A selection and its layers, before any byte.
  record Planned(
      BaseSetup base,
      PyProject member,
      Selection selection,
      ProjectPlan plan,
      Map<PackageName, LocatedWheel> atHand,
      String bytecode) {}

  /// A finished image.
  record Built(Planned planned, List<BuiltLayer> layers, Image image) {}

  Planned plan(BaseSetup base, PyProject member, SelectionRequest request)
      throws SelectionException,
          LocateFailedException,
          HostBuildException,
          InterruptedException,
          IOException,
          AssemblyException,
          PlanFailedException,
          InstallException,
          FailureException {
    if (!settings.list(SettingKey.SYSTEM_PACKAGES).isEmpty()) {
      throw Failure.of(
              ExitCode.USAGE,
              "this version adds no Debian packages beyond those of the base",
              "Asked for: " + String.join(", ", settings.list(SettingKey.SYSTEM_PACKAGES)),
              "Take a base that has them, with `--base`")
          .exception();
    }
    Selection selection = new Selector().select(workspace.project(), request, base.target());
    stopwatch.lap("select");
    log.selected(selection.packages().size());
    AppSettings app = ImageSetup.app(settings, projectVersion);
    Map<PackageName, LocatedWheel> atHand = locateUnhashed(selection);
    atHand.putAll(builds.build(workspace.project(), member, selection, app));
    Planned planned = plan(base, member, selection, atHand, wantedBytecode(base));
    stopwatch.lap("plan");
    return planned;
  }

  private Planned plan(
      BaseSetup base,
      PyProject member,
      Selection selection,
      Map<PackageName, LocatedWheel> atHand,
      String bytecode)
      throws IOException,
          AssemblyException,
          PlanFailedException,
          InstallException,
          FailureException {
    ProjectPlanner planner =
        new ProjectPlanner(
            environment(base, bytecode), ImageSetup.app(settings, projectVersion), atHand);
    return new Planned(
        base,
        member,
        selection,
        planner.plan(workspace.project(), member, selection),
        atHand,
        bytecode);
  }

  /// The version that will compile, as far as the plan goes.
  private String wantedBytecode(BaseSetup base) {
    boolean wanted = settings.truth(SettingKey.BYTECODE, true) && base.python().isExact();
    return wanted ? base.target().pythonFull() : InstallProfile.NO_BYTECODE;
  }

  Built build(Planned asked, ImageFormat format, KnownLayers known)
      throws LocateFailedException,
          InterruptedException,
          IOException,
          WheelException,
          InstallException,
          BytecodeException,
          LayerException,
          AssemblyException,
          PlanFailedException,
          FailureException {
    LayerBuilder builder =
        new LayerBuilder(workspace.store(), locator, compression(), workers(), log);
    boolean compiles =
        !asked.bytecode().equals(InstallProfile.NO_BYTECODE)
            && builder.misses(asked.plan().recipes(), known);
    Optional<Interpreter> interpreter =
        compiles ? interpreters().find(asked.base()) : Optional.empty();
    Planned planned = compiles && interpreter.isEmpty() ? withoutBytecode(asked) : asked;
    List<BuiltLayer> layers =
        builder.build(
            planned.plan().recipes(), wheelLayers(planned, interpreter.stream().toList()), known);
    stopwatch.lap("layers");
    List<NewLayer> added =
        layers.stream()
            .map(l -> new NewLayer(l.blob(), l.planned().key().toString(), l.planned().label()))
            .toList();
    Image image =
        ImageAssembler.assemble(
            planned.base().image(),
            added,
            ImageSetup.image(
                settings,
                planned.member(),
                format,
                workspace.session().variable("SOURCE_DATE_EPOCH")));
    stopwatch.lap("assemble");
    return new Built(planned, layers, image);
  }

  private Interpreters interpreters() {
    return new Interpreters(
        workspace.session(), workspace.bases(), workspace.store().root().resolve("interpreters"));
  }

  private int workers() {
    return workspace.session().processors();
  }

  private WheelLayers wheelLayers(Planned planned, List<Interpreter> interpreter)
      throws IOException {
    InstallLayout layout = layout(planned.base());
    Path work = Files.createDirectories(workspace.store().root().resolve("work"));
    return interpreter.isEmpty()
        ? WheelLayers.sourcesOnly(layout, work)
        : WheelLayers.compiled(layout, work, interpreter.getFirst());
  }

  /// Bytecode that nobody asked for is done without, and said so.
  private Planned withoutBytecode(Planned planned)
      throws IOException,
          AssemblyException,
          PlanFailedException,
          InstallException,
          FailureException {
    String version = planned.bytecode();
    if (settings.truth(SettingKey.BYTECODE, false)) {
      throw Failure.of(
              ExitCode.WORLD,
              "no interpreter that compiles for Python " + version + " runs on this machine",
              "Looked at: the base, its variant for this machine, and the search path",
              "Leave out `--bytecode` to build without, or install Python " + version)
          .exception();
    }
    log.warning(
        new BuildWarning.NoBytecode(
            version, "neither the base's own nor one on the search path fits"));
    return plan(
        planned.base(),
        planned.member(),
        planned.selection(),
        planned.atHand(),
        InstallProfile.NO_BYTECODE);
  }

  /// Wheels without a hash in the lockfile must be at hand before their layer's key is known.
  private Map<PackageName, LocatedWheel> locateUnhashed(Selection selection)
      throws LocateFailedException, InterruptedException {
    List<SelectedPackage> unhashed =
        selection.packages().stream()
            .filter(p -> p.artifact() instanceof Artifact.Wheel w && w.digests().isEmpty())
            .toList();
    Map<PackageName, LocatedWheel> atHand = new HashMap<>();
    if (!unhashed.isEmpty()) {
      List<LocatedWheel> located = locator.locate(unhashed);
      for (int i = 0; i < unhashed.size(); i++) {
        atHand.put(unhashed.get(i).name(), located.get(i));
      }
    }
    return atHand;
  }

  private EnvironmentSettings environment(BaseSetup base, String bytecode)
      throws AssemblyException, FailureException {
    String tag =
        "cp"
            + base.target().python().get(0)
            + base.target().python().get(1)
            + (base.target().freeThreaded() ? "t" : "");
    InstallProfile profile =
        new InstallProfile(PREFIX.absolute(), tag, bytecode, compression().keyParameters());
    return new EnvironmentSettings(
        layout(base),
        new BaseInterpreter(
            base.python().path(), base.target().pythonFull(), base.target().freeThreaded()),
        profile,
        new LayerStrategy(
            (int)
                Math.min(
                    Integer.MAX_VALUE,
                    settings.number(SettingKey.LAYERS_BUDGET, LayerStrategy.DEFAULT_BUDGET)),
            settings.list(SettingKey.LAYERS_ALONE)),
        UserAccounts.additions(base.facts(), ImageSetup.user(settings)));
  }

  private static InstallLayout layout(BaseSetup base) {
    return InstallLayout.venv(PREFIX, base.target().python().get(1), base.target().freeThreaded());
  }

  private Compression compression() throws FailureException {
    return ImageSetup.compression(settings);
  }
}

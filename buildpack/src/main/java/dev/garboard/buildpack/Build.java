package dev.garboard.buildpack;

import dev.garboard.buildpack.Failure.FailureException;
import dev.garboard.buildpack.Workshop.Machine;
import dev.garboard.buildpack.cnb.BuildContext;
import dev.garboard.buildpack.cnb.BuildpackPlan;
import dev.garboard.buildpack.cnb.CnbException;
import dev.garboard.buildpack.cnb.LaunchToml;
import dev.garboard.buildpack.cnb.LayerTypes;
import dev.garboard.buildpack.cnb.LayersDirectory;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.locate.WheelLocator;
import dev.garboard.pipeline.OwnVersion;
import dev.garboard.pipeline.ProjectPlan;
import dev.garboard.pipeline.SourceBuilds;
import dev.garboard.project.Project;
import dev.garboard.project.ProjectReader;
import dev.garboard.python.PackageName;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.Selection;
import dev.garboard.selection.Selector;
import dev.garboard.stage.StageException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One run of `bin/build`: decide everything from the lockfile and the metadata that came back,
/// then make what is missing.
final class Build {
  private final BuildContext context;
  private final Machine machine;
  private final Log log;

  Build(BuildContext context, Machine machine, Log log) {
    this.context = context;
    this.machine = machine;
    this.log = log;
  }

  void run()
      throws CnbException, FailureException, StageException, IOException, InterruptedException {
    Instant start = machine.clock().instant();
    refuseEnvironment();
    BuildpackPlan plan = BuildpackPlan.read(context.plan());
    LayersDirectory layers = new LayersDirectory(context.layers());
    Memory memory = Memory.read(layers);
    boolean own = plan.metadata("garboard", "interpreter").equals("own");
    if (own && !plan.asks("build") && memory.holds(context, layers)) {
      reuseAll(layers, memory);
      done(start, 0, 0);
    } else {
      make(plan, layers, start);
    }
  }

  /// Nothing that decides a layer has changed: not even the lockfile is read.
  private void reuseAll(LayersDirectory layers, Memory memory) throws IOException {
    log.heading("Layers");
    log.line(memory.summary());
    log.line(
        "all "
            + memory.layers().size()
            + " reused from the previous image: lockfile, project files and settings are the same");
    for (String name : memory.layers()) {
      layers.keep(name);
    }
    Bills.takeOver(layers);
    memory.write(layers);
    writeLaunch(layers, memory.launch());
  }

  private void make(BuildpackPlan plan, LayersDirectory layers, Instant start)
      throws FailureException, StageException, IOException, InterruptedException {
    Project project = new ProjectReader().read(context.application());
    Choices choices = Choices.of(context, project);
    LockCheck.require(choices, log);
    LayerTypes types = plan.asks("build") ? LayerTypes.LAUNCH_AND_BUILD : LayerTypes.LAUNCH;
    try (Workshop workshop = Workshop.open(choices, machine)) {
      BuildLayers all = new BuildLayers(choices, workshop, types, log);
      Python python = all.choosePython(plan.metadata("garboard", "interpreter"));
      Progress progress = new Progress(log);
      WheelLocator locator = workshop.locator(choices, progress);
      Selection selection = new Selector().select(project, choices.request(), python.target());
      String summary =
          Log.count(selection.packages().size(), "package")
              + " for "
              + python.origin()
              + " on "
              + context.target()
              + ", "
              + python.libc();
      log.line(summary);
      Environment environment = new Environment(choices, python, EnvironmentLayer.prefix(layers));
      Map<PackageName, LocatedWheel> atHand = unhashed(selection, locator);
      SourceBuilds builds = SourceWheels.of(choices, workshop, locator, progress);
      atHand.putAll(builds.build(project, choices.member(), selection, environment.app()));
      ProjectPlan planned = environment.planner(atHand).plan(project, choices.member(), selection);
      String version =
          OwnVersion.of(choices.member(), selection.packages(), environment.app(), atHand);
      Bills bills = new Bills(layers, choices, selection, version);
      all.write(new BuildLayers.Parts(planned, environment, locator, progress, bills));
      LaunchFacts facts = LaunchFacts.of(choices, selection);
      memory(choices, layers, facts, atHand.isEmpty() ? summary : "").write(layers);
      writeLaunch(layers, facts);
      done(start, progress.opened(), workshop.client().traffic().bytes());
    }
  }

  /// @param summary empty when the build must not be remembered
  private Memory memory(Choices choices, LayersDirectory layers, LaunchFacts facts, String summary)
      throws IOException {
    return summary.isEmpty() ? Memory.none() : Memory.of(choices, layers.names(), facts, summary);
  }

  private void done(Instant start, int wheels, long bytes) {
    log.heading("Done");
    log.line(
        Log.seconds(Duration.between(start, machine.clock().instant()))
            + ", "
            + Log.count(wheels, "wheel")
            + " opened, "
            + Log.bytes(bytes)
            + " downloaded");
  }

  /// Copied into the image it would cost its size and serve nobody.
  private void refuseEnvironment() throws FailureException {
    if (Files.exists(context.application().resolve(".venv/pyvenv.cfg"))) {
      throw Failure.of(
              "the application holds a virtual environment: `.venv`",
              "Everything in the application's directory becomes part of the image")
          .help(
              "Remove it from the repository, and name it in `.gitignore`",
              "Building from a working copy with `pack`: exclude it in `project.toml`, with"
                  + " `exclude = [\".venv\"]` in `[_]`")
          .exception();
    }
  }

  /// Wheels without a hash in the lockfile must be at hand before their layer's key is known.
  private static Map<PackageName, LocatedWheel> unhashed(Selection selection, WheelLocator locator)
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

  private void writeLaunch(LayersDirectory layers, LaunchFacts facts) throws IOException {
    Processes processes =
        Processes.of(
            context.application(),
            layers.layer(EnvironmentLayer.NAME).resolve(EnvironmentLayer.TREE),
            facts);
    log.heading("Processes");
    processes.lines().forEach(log::line);
    LaunchToml launch =
        new LaunchToml(processes.processes(), facts.labels(), Slices.of(context, facts));
    layers.write("launch.toml", launch.text());
  }
}

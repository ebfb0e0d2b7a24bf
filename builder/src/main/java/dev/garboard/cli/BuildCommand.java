package dev.garboard.cli;

import dev.garboard.build.ImageBuild;
import dev.garboard.bytecode.BytecodeException;
import dev.garboard.cli.BuildRun.Built;
import dev.garboard.cli.BuildRun.Done;
import dev.garboard.cli.BuildRun.Planned;
import dev.garboard.cli.Failure.FailureException;
import dev.garboard.config.SettingException;
import dev.garboard.config.Settings;
import dev.garboard.destination.DestinationException;
import dev.garboard.hostbuild.HostBuildException;
import dev.garboard.image.AssemblyException;
import dev.garboard.install.InstallException;
import dev.garboard.layer.LayerException;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.pipeline.PlanFailedException;
import dev.garboard.project.ProjectException;
import dev.garboard.project.PyProject;
import dev.garboard.python.PackageName;
import dev.garboard.reuse.LayerIndex;
import dev.garboard.selection.SelectionRequest;
import dev.garboard.selection.SelectionRequest.Defaults;
import dev.garboard.selection.SelectionRequest.Roots;
import dev.garboard.wheel.WheelException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `garboard build`: project to image.
@Command(
    name = "build",
    description = {
      "Build a container image of a project.",
      "Several platforms make one image index; several members make one image each. In -t, --to and"
          + " --cache-from, {project} stands for the member's name."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  garboard build --to oci-archive:app.tar",
      "  garboard build examples/fastapi --base oci-archive:base.tar --to oci:layout:latest",
      "  garboard build --extra prod --no-dev -t app:1.0 --load",
      "  garboard build --platform linux/amd64,linux/arm64 -t ghcr.io/team/app:1.0 --push",
      "  garboard build --all-packages -t 'ghcr.io/team/{project}:1.0' --push"
    })
final class BuildCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private ProjectOptions projectOptions = new ProjectOptions();
  @Mixin private DestinationOptions destinations = new DestinationOptions();
  @Mixin private ImageOptions image = new ImageOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private BuildToolOptions tools = new BuildToolOptions();
  @Mixin private BaseOptions baseOptions = new BaseOptions();
  @Mixin private SbomOptions sbomOptions = new SbomOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--strict", description = "Publish nothing if there are warnings.")
  boolean strict;

  BuildCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Report report = new Report(session, output.json);
    return new Guard(report, output).run(() -> build(report));
  }

  private void build(Report report)
      throws FailureException,
          SettingException,
          ProjectException,
          PlanFailedException,
          LocateFailedException,
          HostBuildException,
          WheelException,
          InstallException,
          BytecodeException,
          LayerException,
          AssemblyException,
          DestinationException,
          IOException,
          InterruptedException {
    Stopwatch stopwatch = new Stopwatch(session.clock());
    Console console = new Console(session, output);
    try (Workspace workspace =
        Workspace.open(
            session, projectOptions, image.layer(), tools.offline, baseOptions, console)) {
      LockCheck.require(workspace.project(), selection, console);
      List<MemberBuild> members = members(workspace);
      Sboms sboms = new Sboms(sbomOptions, workspace);
      sboms.check(members);
      stopwatch.lap("read");
      List<LayerIndex> indexes = Destinations.indexes(destinations, workspace.registry());
      BuildRun run = new BuildRun(workspace, images(workspace, console), console, indexes);
      List<Planned> planned = new ArrayList<>();
      for (MemberBuild member : members) {
        planned.add(run.plan(member, selection));
      }
      stopwatch.lap("plan");
      run.readPrevious(planned);
      stopwatch.lap("previous");
      List<Built> built = new ArrayList<>();
      for (Planned each : planned) {
        built.add(run.build(each));
      }
      stopwatch.lap("build");
      if (strict) {
        console.requireNoWarnings();
      }
      List<Sboms.Bill> bills = sboms.make(built);
      List<Done> done = BuildRun.publish(built, sboms.attachments(bills));
      if (destinations.cacheWrite) {
        KeptLayers.keep(built, indexes, console);
      }
      sboms.write(bills);
      stopwatch.lap("publish");
      finish(
          report,
          console,
          new BuildResult(done, workspace.client().traffic(), workspace.registry().sent()),
          stopwatch);
    }
  }

  /// The members that were asked for, each with its own settings.
  private List<MemberBuild> members(Workspace workspace)
      throws FailureException, DestinationException {
    SelectionRequest asked = Requests.of(selection, tools, workspace.settings(), Defaults.NONE);
    List<PackageName> names =
        asked.roots().all() ? workspace.memberNames() : asked.roots().packages();
    if (names.isEmpty()) {
      PyProject member = workspace.project().discovered();
      return List.of(member(workspace, member, asked, Destinations.only(destinations)));
    }
    List<MemberBuild> members = new ArrayList<>();
    Destinations places =
        names.size() > 1 ? Destinations.several(destinations) : Destinations.only(destinations);
    for (PackageName name : names) {
      PyProject member = workspace.member(name);
      SelectionRequest request =
          Requests.of(selection, tools, workspace.settings(member), Defaults.NONE);
      Roots roots = new Roots(List.of(name), false);
      members.add(member(workspace, member, request.withRoots(roots), places));
    }
    return members;
  }

  private MemberBuild member(
      Workspace workspace, PyProject member, SelectionRequest request, Destinations places)
      throws FailureException, DestinationException {
    Settings settings = workspace.settings(member);
    String title = ImageSetup.title(member);
    ImageRequests images =
        new ImageRequests(
            workspace, projectOptions.version, ImageSetup.format(destinations.format));
    return new MemberBuild(
        images.of(member, request),
        settings,
        workspace.platforms(settings),
        places.of(title, workspace.registry()),
        places.previous(title));
  }

  private ImageBuild images(Workspace workspace, Console console) {
    return ImageSetup.build(workspace, workspace.store(), tools, console);
  }

  private void finish(Report report, Console console, BuildResult result, Stopwatch stopwatch)
      throws IOException {
    if (destinations.digestFile != null) {
      Files.writeString(destinations.digestFile, String.join("\n", result.digests()) + "\n");
    }
    if (destinations.metadataFile != null) {
      Files.writeString(destinations.metadataFile, Report.text(result.document(stopwatch)) + "\n");
    }
    new JobSummary(session).add(result);
    console.finished(result, stopwatch);
    if (output.json) {
      report.document(result.document(stopwatch));
    } else {
      result.references().forEach(session.out()::println);
    }
  }
}

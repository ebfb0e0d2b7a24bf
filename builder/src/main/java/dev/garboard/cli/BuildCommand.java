package dev.garboard.cli;

import dev.garboard.bytecode.BytecodeException;
import dev.garboard.cli.Failure.FailureException;
import dev.garboard.cli.ImageBuild.Built;
import dev.garboard.cli.ImageBuild.Planned;
import dev.garboard.config.SettingException;
import dev.garboard.config.Settings;
import dev.garboard.destination.Destination;
import dev.garboard.destination.DestinationException;
import dev.garboard.destination.Published;
import dev.garboard.hostbuild.HostBuildException;
import dev.garboard.image.AssemblyException;
import dev.garboard.install.InstallException;
import dev.garboard.layer.LayerException;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.locate.WheelLocator;
import dev.garboard.pipeline.PlanFailedException;
import dev.garboard.project.ProjectException;
import dev.garboard.project.PyProject;
import dev.garboard.selection.SelectionException;
import dev.garboard.selection.SelectionRequest;
import dev.garboard.selection.SelectionRequest.Defaults;
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
    description = "Build a container image of a project.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  garboard build --to oci-archive:app.tar",
      "  garboard build examples/fastapi --base oci-archive:base.tar --to oci:layout:latest",
      "  garboard build --extra prod --no-dev -t app:1.0 --load"
    })
final class BuildCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private ProjectOptions projectOptions = new ProjectOptions();
  @Mixin private DestinationOptions destinations = new DestinationOptions();
  @Mixin private ImageOptions image = new ImageOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private BuildToolOptions tools = new BuildToolOptions();
  @Mixin private BaseOptions baseOptions = new BaseOptions();
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
      stopwatch.lap("read");
      SelectionRequest request = Requests.of(selection, tools, workspace.settings(), Defaults.NONE);
      requireOneProject(request);
      PyProject member = workspace.member(request);
      List<Destination> publishTo =
          Destinations.of(destinations, ImageSetup.title(member), workspace.registry());
      BaseSetup base = workspace.openBase(member, workspace.platform(), console::say);
      stopwatch.lap("base");
      WheelLocator locator = workspace.locator(tools.findLinks, console.downloads());
      ImageBuild build =
          new ImageBuild(
              workspace,
              locator,
              HostBuilds.of(workspace, tools, locator, console),
              console,
              stopwatch,
              projectOptions.version);
      Planned planned = plan(build, base, member, request, workspace.settings());
      Built built =
          build.build(
              planned,
              ImageSetup.format(destinations.format),
              PreviousLayers.find(
                  workspace,
                  Destinations.previous(destinations, ImageSetup.title(member)),
                  planned));
      if (strict) {
        console.requireNoWarnings();
      }
      List<Published> published = new ArrayList<>();
      for (Destination destination : publishTo) {
        published.add(destination.publish(built.image()));
      }
      stopwatch.lap("publish");
      finish(
          report,
          console,
          new BuildResult(
              built, published, workspace.client().traffic(), workspace.registry().sent()),
          stopwatch);
    }
  }

  private Planned plan(
      ImageBuild build,
      BaseSetup base,
      PyProject member,
      SelectionRequest request,
      Settings settings)
      throws FailureException,
          PlanFailedException,
          LocateFailedException,
          HostBuildException,
          InstallException,
          AssemblyException,
          IOException,
          InterruptedException {
    try {
      return build.plan(base, member, request);
    } catch (SelectionException e) {
      throw ErrorReport.of(e, selection, settings).exception();
    }
  }

  private static void requireOneProject(SelectionRequest request) throws FailureException {
    if (request.roots().all() || request.roots().packages().size() > 1) {
      throw Failure.of(
              ExitCode.USAGE,
              "this version builds one image at a time",
              "Run it once for each member, with `--package NAME`")
          .exception();
    }
  }

  private void finish(Report report, Console console, BuildResult result, Stopwatch stopwatch)
      throws IOException {
    if (destinations.digestFile != null) {
      Files.writeString(destinations.digestFile, result.digest() + "\n");
    }
    if (destinations.metadataFile != null) {
      Files.writeString(destinations.metadataFile, Report.text(result.document(stopwatch)) + "\n");
    }
    console.finished(result, stopwatch);
    if (output.json) {
      report.document(result.document(stopwatch));
    } else {
      result.references().forEach(session.out()::println);
    }
  }
}

package dev.garboard.cli;

import dev.garboard.build.OpenedBase;
import dev.garboard.build.PlannedImage;
import dev.garboard.config.SettingKey;
import dev.garboard.content.FileContents;
import dev.garboard.oci.ImageFormat;
import dev.garboard.project.PyProject;
import dev.garboard.selection.Selection;
import dev.garboard.selection.SelectionException;
import dev.garboard.selection.SelectionRequest;
import dev.garboard.selection.SelectionRequest.Defaults;
import dev.garboard.selection.Selector;
import dev.garboard.stage.StageException;
import dev.garboard.words.ErrorReport;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `garboard plan`: what would be built, and why.
@Command(
    name = "plan",
    description = "Show what would be installed and how it would be cut into layers.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  garboard plan --base oci-archive:base.tar",
      "  garboard plan --python 3.13 --python-platform aarch64-manylinux_2_36 --json",
      "  garboard plan --files"
    })
final class PlanCommand implements Callable<Integer> {

  /// What the plan is for; it decides which groups are the default.
  enum Purpose {
    image,
    sync
  }

  private final Session session;

  @Mixin private ProjectOptions projectOptions = new ProjectOptions();
  @Mixin private ImageOptions image = new ImageOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private BuildToolOptions tools = new BuildToolOptions();
  @Mixin private BaseOptions baseOptions = new BaseOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--python-platform",
      paramLabel = "NAME",
      description = "Platform to plan for, by uv's name; with --python no base is needed.")
  @Nullable String pythonPlatform;

  @Option(
      names = "--for",
      paramLabel = "PURPOSE",
      description = "image: no default groups; sync: uv's default groups.")
  Purpose purpose = Purpose.image;

  @Option(names = "--files", description = "List the files of the application layer.")
  boolean files;

  PlanCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Report report = new Report(session, output.json);
    return new Guard(report, output).run(() -> plan(report));
  }

  private void plan(Report report)
      throws FailureException, StageException, IOException, InterruptedException {
    Console console = new Console(session, output);
    try (Workspace workspace =
        Workspace.open(
            session, projectOptions, image.layer(), tools.offline, baseOptions, console)) {
      LockCheck.require(workspace.project(), selection, console);
      Defaults defaults = purpose == Purpose.sync ? Defaults.AS_UV : Defaults.NONE;
      SelectionRequest request = Requests.of(selection, tools, workspace.settings(), defaults);
      PyProject member = workspace.member(request);
      OpenedBase base =
          pythonPlatform == null
              ? workspace.lookAtBase(member, workspace.platform(), console::say)
              : BaseSetup.without(pythonPlatform, workspace.settings().text(SettingKey.PYTHON, ""));
      PlanResult result = result(workspace, request, base, member);
      if (output.json) {
        report.document(result.document());
      } else if (files) {
        result.files().forEach(session.out()::println);
      } else {
        result.lines().forEach(session.out()::println);
      }
    }
  }

  private PlanResult result(
      Workspace workspace, SelectionRequest request, OpenedBase base, PyProject member)
      throws FailureException, StageException, IOException, InterruptedException {
    try {
      return purpose == Purpose.sync
          ? PlanResult.of(select(workspace, request, base))
          : PlanResult.of(layers(workspace, request, base, member));
    } catch (SelectionException e) {
      throw ErrorReport.of(e, selection.named(), workspace.settings()).exception();
    }
  }

  private static Selection select(Workspace workspace, SelectionRequest request, OpenedBase base)
      throws SelectionException {
    return new Selector().select(workspace.project(), request, base.target());
  }

  private PlannedImage layers(
      Workspace workspace, SelectionRequest request, OpenedBase base, PyProject member)
      throws FailureException, StageException, IOException, InterruptedException {
    Console console = new Console(session, output);
    ImageRequests images =
        new ImageRequests(workspace, projectOptions.version, ImageFormat.OCI, List.of());
    return ImageSetup.build(workspace, workspace.store(), FileContents.PLAIN, tools, console)
        .plan(workspace.project(), images.of(member, request), base);
  }
}

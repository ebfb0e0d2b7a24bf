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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.UsageMessageSpec;

/// `garboard plan`: what would be built, and why.
final class PlanCommand extends Command {

  /// What the plan is for; it decides which groups are the default.
  enum Purpose {
    image,
    sync
  }

  private final Session session;

  private final ProjectOptions projectOptions = new ProjectOptions();
  private final ImageOptions image = new ImageOptions();
  private final SelectionOptions selection = new SelectionOptions();
  private final BuildToolOptions tools = new BuildToolOptions();
  private final BaseOptions baseOptions = new BaseOptions();
  private final OutputOptions output = new OutputOptions();
  @Nullable String pythonPlatform;
  Purpose purpose = Purpose.image;
  boolean files;

  PlanCommand(Session session) {
    this.session = session;
  }

  @Override
  void describe(UsageMessageSpec usage) {
    usage
        .description("Show what would be installed and how it would be cut into layers.")
        .sortOptions(false)
        .footer(
            "",
            "Examples:",
            "  garboard plan --base oci-archive:base.tar",
            "  garboard plan --python 3.13 --python-platform aarch64-manylinux_2_36 --json",
            "  garboard plan --files");
  }

  @Override
  void declare(Options options) {
    projectOptions.declare(options);
    image.declare(options);
    selection.declare(options);
    tools.declare(options);
    baseOptions.declare(options);
    output.declare(options);
    options.text(
        "--python-platform=NAME",
        "Platform to plan for, by uv's name; with --python no base is needed.",
        value -> pythonPlatform = value);
    options.choice(
        "--for=PURPOSE",
        Purpose.class,
        "image: no default groups; sync: uv's default groups.",
        value -> purpose = value);
    options.flag("--files", "List the files of the application layer.", given -> files = given);
  }

  @Override
  int run() {
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

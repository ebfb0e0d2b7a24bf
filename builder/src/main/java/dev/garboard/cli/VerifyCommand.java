package dev.garboard.cli;

import dev.garboard.build.BuiltImage;
import dev.garboard.build.ImageBuild;
import dev.garboard.content.FileContents;
import dev.garboard.image.BaseImage;
import dev.garboard.oci.ImageFormat;
import dev.garboard.project.PyProject;
import dev.garboard.selection.SelectionRequest;
import dev.garboard.selection.SelectionRequest.Defaults;
import dev.garboard.stage.StageException;
import dev.garboard.store.ScratchStore;
import dev.garboard.store.Store;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.UsageMessageSpec;

/// `garboard verify`: is this image what project, lockfile and wheels say?
final class VerifyCommand extends Command {

  private final Session session;
  private int exit = ExitCode.DONE;

  private String imageName = "";
  private final ProjectOptions project = new ProjectOptions();
  private final ImageOptions image = new ImageOptions();
  private final SelectionOptions selection = new SelectionOptions();
  private final BuildToolOptions tools = new BuildToolOptions();
  private final BaseOptions baseOptions = new BaseOptions();
  private final OutputOptions output = new OutputOptions();

  VerifyCommand(Session session) {
    this.session = session;
  }

  @Override
  void describe(UsageMessageSpec usage) {
    usage
        .description(
            "Check an image against the project it was built from.",
            "Recomputes every digest of the image, then makes each layer anew from its wheels, without"
                + " layers of the local store, and compares.")
        .sortOptions(false)
        .footer(
            "",
            "Give the flags that the image was built with.",
            "",
            "Examples:",
            "  garboard verify oci-archive:app.tar",
            "  garboard verify oci:layout:latest examples/fastapi --base oci-archive:base.tar");
  }

  @Override
  void declare(Options options) {
    options.text("IMAGE", "oci:DIR[:TAG] or oci-archive:FILE[:TAG].", value -> imageName = value);
    project.declare(options);
    image.declare(options);
    selection.declare(options);
    tools.declare(options);
    baseOptions.declare(options);
    output.declare(options);
  }

  @Override
  int run() {
    Report report = new Report(session, output.json);
    int failed = new Guard(report, output).run(() -> verify(report));
    return failed == ExitCode.DONE ? exit : failed;
  }

  private void verify(Report report)
      throws FailureException, StageException, IOException, InterruptedException {
    VerifiedImage verified = VerifiedImage.named(imageName);
    verified.requireSound();
    Console console = new Console(session, output);
    try (Workspace workspace =
            Workspace.open(session, project, image.layer(), tools.offline, baseOptions, console);
        ScratchStore scratch = workspace.store().newScratch()) {
      LockCheck.require(workspace.project(), selection, console);
      BaseImage.Existing existing = verified.open(Bases.platform(workspace.platform()));
      BuiltImage built = rebuild(workspace, scratch.store(), verified.layout(), console);
      finish(report, LayerComparison.of(existing, built));
    }
  }

  /// Wheels come from the usual store, which verifies them; layers from nowhere.
  private BuiltImage rebuild(Workspace workspace, Store scratch, Path image, Console console)
      throws FailureException, StageException, IOException, InterruptedException {
    ImageBuild build = ImageSetup.build(workspace, scratch, FileContents.PLAIN, tools, console);
    SelectionRequest request = Requests.of(selection, tools, workspace.settings(), Defaults.NONE);
    PyProject member = workspace.member(request);
    ImageRequests images =
        new ImageRequests(workspace, project.version, ImageFormat.OCI, List.of(image));
    MemberBuild wanted =
        new MemberBuild(
            images.of(member, request),
            workspace.settings(member),
            List.of(workspace.platform()),
            List.of(),
            List.of());
    BuildRun run = new BuildRun(workspace, build, console, BuildRun.Sources.NONE);
    return run.build(run.plan(wanted, selection), _ -> {}).images().getFirst();
  }

  private void finish(Report report, LayerComparison comparison) {
    exit = comparison.isEqual() ? ExitCode.DONE : ExitCode.INTEGRITY;
    if (output.json) {
      report.document(comparison.document());
      return;
    }
    comparison.lines().forEach(session.out()::println);
    if (!comparison.isEqual()) {
      Failure failure = comparison.failure(imageName);
      exit = report.failure(failure);
    }
  }
}

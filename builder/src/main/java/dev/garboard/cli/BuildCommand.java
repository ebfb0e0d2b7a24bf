package dev.garboard.cli;

import dev.garboard.cli.BuildRun.Built;
import dev.garboard.cli.BuildRun.Done;
import dev.garboard.cli.BuildRun.Planned;
import dev.garboard.destination.Destination;
import dev.garboard.destination.EarlyUploads;
import dev.garboard.parallel.Background;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.Repository;
import dev.garboard.reuse.LayerIndex;
import dev.garboard.stage.StageException;
import dev.garboard.store.KnownDigests;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.UsageMessageSpec;

/// `garboard build`: project to image.
final class BuildCommand extends Command {

  private final Session session;

  private final ProjectOptions projectOptions = new ProjectOptions();
  private final DestinationOptions destinations = new DestinationOptions();
  private final ImageOptions image = new ImageOptions();
  private final SelectionOptions selection = new SelectionOptions();
  private final BuildToolOptions tools = new BuildToolOptions();
  private final BaseOptions baseOptions = new BaseOptions();
  private final SbomOptions sbomOptions = new SbomOptions();
  private final OutputOptions output = new OutputOptions();
  boolean strict;
  boolean watch;

  BuildCommand(Session session) {
    this.session = session;
  }

  @Override
  void describe(UsageMessageSpec usage) {
    usage
        .description(
            "Build a container image of a project.",
            "Several platforms make one image index; several members make one image each. In -t, --to and"
                + " --cache-from, {project} stands for the member's name.")
        .sortOptions(false)
        .footer(
            "",
            "Examples:",
            "  garboard build --to oci-archive:app.tar",
            "  garboard build examples/fastapi --base oci-archive:base.tar --to oci:layout:latest",
            "  garboard build --extra prod --no-dev -t app:1.0 --load",
            "  garboard build --platform linux/amd64,linux/arm64 -t ghcr.io/team/app:1.0 --push",
            "  garboard build -t localhost:5000/app --push --watch",
            "  garboard build --all-packages -t 'ghcr.io/team/{project}:1.0' --push");
  }

  @Override
  void declare(Options options) {
    projectOptions.declare(options);
    destinations.declare(options);
    image.declare(options);
    selection.declare(options);
    tools.declare(options);
    baseOptions.declare(options);
    sbomOptions.declare(options);
    output.declare(options);
    options.flag("--strict", "Publish nothing if there are warnings.", given -> strict = given);
    options.flag(
        "--watch",
        "Stay, and build and publish again whenever a file of the project changes.",
        given -> watch = given);
  }

  @Override
  int run() {
    return watch ? watch() : guard().run(this::build);
  }

  private Guard guard() {
    return new Guard(new Report(session, output.json), output);
  }

  private int watch() {
    int[] exit = {ExitCode.DONE};
    int failed =
        guard()
            .run(() -> {
              Path directory = Workspace.directory(session, projectOptions);
              Console console = new Console(session, output);
              try (Connection connection = Connection.of(session, tools.offline, baseOptions)) {
                exit[0] =
                    new BuildWatch(session, directory, console)
                        .run(read -> guard().run(() -> read.addAll(make(connection).paths())));
              }
            });
    return failed == ExitCode.DONE ? exit[0] : failed;
  }

  private void build() throws FailureException, StageException, IOException, InterruptedException {
    try (Connection connection = Connection.of(session, tools.offline, baseOptions)) {
      UnchangedBuild same = new UnchangedBuild(session, allArguments());
      Optional<UnchangedBuild.Known> known = same.recall(connection);
      if (known.isPresent()) {
        finish(new Console(session, output), known.get());
      } else {
        make(connection, same);
      }
    }
  }

  /// Builds and publishes.
  ///
  /// @return what the images rest on
  private BuildInputs.Found make(Connection connection)
      throws FailureException, StageException, IOException, InterruptedException {
    return make(connection, new UnchangedBuild(session, allArguments()));
  }

  private BuildInputs.Found make(Connection connection, UnchangedBuild same)
      throws FailureException, StageException, IOException, InterruptedException {
    Stopwatch stopwatch = new Stopwatch(session.clock());
    Console console = new Console(session, output);
    try (Background _ = preparing(connection.registry());
        Workspace workspace =
            Workspace.open(
                session, projectOptions, image.layer(), connection, baseOptions, console)) {
      List<Done> done = stages(workspace, console, stopwatch);
      BuildResult result =
          new BuildResult(done, workspace.client().traffic(), workspace.registry().sent());
      finish(console, result, stopwatch);
      BuildInputs.Found found =
          BuildInputs.of(workspace, Workspace.directory(session, projectOptions), done);
      // What lies beside the images, or in other directories, is not looked at.
      if (!console.hasWarned()
          && !sbomOptions.isAsked()
          && !destinations.cacheWrite
          && tools.findLinks.isEmpty()) {
        same.remember(result, found);
      }
      return found;
    }
  }

  /// The registry that is asked first is made ready while the project is read.
  private Background preparing(HttpRegistry registry) {
    Background preparing = new Background(1);
    preparing.add(() -> {
      try {
        Destinations.only(destinations).previous(Destinations.SOME_TITLE).stream()
            .findFirst()
            .ifPresent(image -> registry.prepare(Repository.of(image)));
      } catch (FailureException | StageException e) {
        // Told when the destinations are needed.
      }
    });
    return preparing;
  }

  private List<Done> stages(Workspace workspace, Console console, Stopwatch stopwatch)
      throws FailureException, StageException, IOException, InterruptedException {
    LockCheck.requireOne(selection);
    List<MemberBuild> members =
        new MemberBuilds(selection, tools, destinations, projectOptions.version).of(workspace);
    Sboms sboms = new Sboms(sbomOptions, workspace);
    sboms.check(members);
    KnownDigests digests =
        KnownDigests.of(workspace.store(), workspace.tree().root(), session.clock());
    List<LayerIndex> indexes = Destinations.indexes(destinations, workspace.registry());
    BuildRun run =
        new BuildRun(
            workspace,
            ImageSetup.build(workspace, workspace.store(), digests, tools, console),
            console,
            BuildRun.Sources.of(members, indexes));
    stopwatch.lap("read");
    // Bills and warnings come from the lockfile.
    List<Planned> planned = strict || sbomOptions.isAsked() ? List.of() : run.takeOver(members);
    if (planned.isEmpty()) {
      planned = plan(run, members, workspace.lock(), console);
    }
    digests.save();
    stopwatch.lap("plan");
    run.readPrevious(planned);
    stopwatch.lap("previous");
    List<Built> built = build(run, planned);
    stopwatch.lap("build");
    if (strict) {
      console.requireNoWarnings();
    }
    List<Sboms.Bill> bills = sboms.make(built);
    List<Done> done = BuildRun.publish(built, sboms.attachments(bills));
    if (destinations.cacheWrite) {
      KeptLayers.keep(built, indexes, console);
      run.choices().keep();
    }
    sboms.write(bills);
    stopwatch.lap("publish");
    return done;
  }

  private List<Planned> plan(
      BuildRun run, List<MemberBuild> members, Workspace workspace, Console console)
      throws FailureException, StageException, IOException, InterruptedException {
    boolean known = LockCheck.require(workspace.project(), selection, console);
    List<Planned> planned = new ArrayList<>();
    for (MemberBuild member : members) {
      // What was doubtful is told each time, and so is read each time.
      planned.add(run.plan(known ? member : member.withoutSelectionKey(), selection));
    }
    return planned;
  }

  /// Layers are sent while others are being made, unless warnings may still forbid to publish.
  private List<Built> build(BuildRun run, List<Planned> planned)
      throws FailureException, StageException, IOException, InterruptedException {
    List<Built> built = new ArrayList<>();
    try (EarlyUploads uploads = new EarlyUploads()) {
      for (Planned each : planned) {
        List<Destination> places = strict ? List.of() : each.member().destinations();
        built.add(run.build(each, layer -> uploads.send(layer, places)));
      }
      uploads.finish();
    }
    return built;
  }

  private void finish(Console console, UnchangedBuild.Known known) throws IOException {
    write(known.digests(), known.document());
    console.say("nothing changed");
    known.digests().forEach(console::say);
    print(known.references(), known.document());
  }

  private void write(List<String> digests, String document) throws IOException {
    if (destinations.digestFile != null) {
      Files.writeString(destinations.digestFile, String.join("\n", digests) + "\n");
    }
    if (destinations.metadataFile != null) {
      Files.writeString(destinations.metadataFile, document + "\n");
    }
  }

  private void print(List<String> references, String document) {
    if (output.json) {
      session.out().println(document);
    } else {
      references.forEach(session.out()::println);
    }
  }

  private void finish(Console console, BuildResult result, Stopwatch stopwatch) throws IOException {
    String document = Report.text(result.document(stopwatch));
    write(result.digests(), document);
    new JobSummary(session).add(result);
    console.finished(result, stopwatch);
    print(result.references(), document);
  }
}

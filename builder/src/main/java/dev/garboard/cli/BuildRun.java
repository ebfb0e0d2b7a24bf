package dev.garboard.cli;

import dev.garboard.build.BuiltImage;
import dev.garboard.build.Bytecode;
import dev.garboard.build.ImageBuild;
import dev.garboard.build.ImageRequest;
import dev.garboard.build.OpenedBase;
import dev.garboard.build.PlannedImage;
import dev.garboard.build.ReusableLayers;
import dev.garboard.bytecode.Interpreter;
import dev.garboard.content.Digest;
import dev.garboard.destination.Destination;
import dev.garboard.destination.Publication;
import dev.garboard.destination.Published;
import dev.garboard.destination.RegistryDestination;
import dev.garboard.image.BaseImage;
import dev.garboard.image.ImageIndex;
import dev.garboard.image.ImageLayer;
import dev.garboard.image.OwnBase;
import dev.garboard.image.Publishable;
import dev.garboard.image.SelectionLabel;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Platform;
import dev.garboard.parallel.Background;
import dev.garboard.pipeline.BuildWarning;
import dev.garboard.pipeline.KnownLayers;
import dev.garboard.plan.LayerKey;
import dev.garboard.registry.Attachment;
import dev.garboard.registry.RegistryProblem;
import dev.garboard.reuse.LayerIndex;
import dev.garboard.reuse.PreviousImages;
import dev.garboard.selection.SelectionException;
import dev.garboard.stage.StageException;
import dev.garboard.words.ErrorReport;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import dev.garboard.words.RegistryWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// The images of one run: for each member one, or an index of one for each platform. Each verb is
/// done for all of them before the next: what fails for one is published for none.
final class BuildRun {

  private final Workspace workspace;
  private final ImageBuild build;
  private final Console console;
  private final List<LayerIndex> indexes;
  private final List<ImageReference> references;
  private final Choices choices;
  private final Map<Platform, PreviousImages> previous = new HashMap<>();

  /// A run.
  ///
  /// @param sources where layers are looked for that the store does not have
  BuildRun(Workspace workspace, ImageBuild build, Console console, Sources sources) {
    this.workspace = workspace;
    this.build = build;
    this.console = console;
    this.indexes = sources.indexes();
    this.references = sources.previous();
    this.choices = Choices.beside(sources.indexes(), console);
  }

  /// Where layers are found that were made elsewhere.
  ///
  /// @param previous images, best first
  /// @param indexes for what none of these images has
  record Sources(List<ImageReference> previous, List<LayerIndex> indexes) {
    /// Nowhere.
    static final Sources NONE = new Sources(List.of(), List.of());

    Sources {
      previous = List.copyOf(previous);
      indexes = List.copyOf(indexes);
    }

    /// For these members.
    static Sources of(List<MemberBuild> members, List<LayerIndex> indexes) {
      return new Sources(
          members.stream().flatMap(member -> member.previous().stream()).distinct().toList(),
          indexes);
    }
  }

  /// A member's images, planned, in the order of its platforms.
  record Planned(MemberBuild member, List<PlannedImage> images) {}

  /// A member's images, made.
  record Built(MemberBuild member, List<BuiltImage> images) {

    Publishable publishable() {
      return ImageIndex.of(images.stream().map(BuiltImage::image).toList());
    }
  }

  /// A member's images, and where they lie now.
  record Done(Built built, List<Published> published) {}

  /// Opens the member's base for each platform, selects and plans.
  Planned plan(MemberBuild member, SelectionOptions flags)
      throws FailureException, StageException, IOException, InterruptedException {
    List<PlannedImage> images = new ArrayList<>();
    for (String platform : member.platforms()) {
      try {
        images.add(
            build.plan(
                workspace.project(),
                member.request(),
                workspace.openBase(
                    member.request().member(), platform, bases(member), console::say)));
      } catch (SelectionException e) {
        throw ErrorReport.of(e, flags.named(), member.settings()).exception();
      }
    }
    return new Planned(member, images);
  }

  /// The images with all layers below their applications taken over from those that were published
  /// before; none where one of them needs the lockfile.
  List<Planned> takeOver(List<MemberBuild> members)
      throws FailureException, StageException, IOException, InterruptedException {
    if (references.isEmpty()) {
      return List.of();
    }
    List<Planned> all = new ArrayList<>();
    try (Background reading = new Background(1)) {
      members.forEach(member -> reading.add(() -> build.readAhead(member.request())));
      for (MemberBuild member : members) {
        List<PlannedImage> images = new ArrayList<>();
        for (String platform : member.platforms()) {
          Optional<PlannedImage> taken = takeOver(member, platform);
          if (taken.isEmpty()) {
            return List.of();
          }
          images.add(taken.get());
        }
        all.add(new Planned(member, images));
      }
    }
    for (Planned planned : all) {
      String _ = workspace.baseName(planned.member().request().member(), console::say);
    }
    return all;
  }

  private Optional<PlannedImage> takeOver(MemberBuild member, String platformName)
      throws FailureException, StageException, IOException, InterruptedException {
    Platform platform = Bases.platform(platformName);
    for (SelectionLabel label : previous(platform).selections()) {
      if (isSelectedBy(member.request(), platform, label)) {
        Optional<PlannedImage> taken = takeOver(member, platformName, label);
        if (taken.isPresent()) {
          return taken;
        }
      }
    }
    return Optional.empty();
  }

  /// Asks for the layers while the base is opened and the application is planned.
  private Optional<PlannedImage> takeOver(
      MemberBuild member, String platformName, SelectionLabel label)
      throws FailureException, StageException, IOException, InterruptedException {
    ImageRequest request = member.request();
    Platform platform = Bases.platform(platformName);
    List<String> below = label.layers().stream().map(SelectionLabel.Layer::key).toList();
    try (Background asking = new Background(1)) {
      PreviousImages found = previous(platform);
      Future<PreviousImages> checked =
          asking.start(() -> found.checked(workspace.registry(), below));
      String name = workspace.baseName(request.member(), _ -> {});
      BaseImage image = bases(member).open(name, platformName);
      OpenedBase base = BaseSetup.relied(name, image, label.runtime(), platformName);
      if (!base.identity().equals(label.selection().base())
          || !ImageBuild.bytecode(request, base).equals(label.selection().bytecode())) {
        return Optional.empty();
      }
      PlannedImage planned = build.plan(request, base, label);
      asking.finish();
      if (checked.state() == Future.State.FAILED) {
        throw new IllegalStateException(checked.exceptionNow());
      }
      previous.put(platform, checked.resultNow());
      List<LayerKey> missing = build.missing(planned, known(planned));
      boolean complete =
          planned.keys().subList(0, below.size()).stream().noneMatch(missing::contains);
      return complete ? Optional.of(planned) : Optional.empty();
    }
  }

  private static boolean isSelectedBy(
      ImageRequest request, Platform platform, SelectionLabel label) {
    SelectionLabel.Selection selection = label.selection();
    try {
      return request.inputs().areKnown()
          && request
              .inputs()
              .key(platform, selection.bytecode(), selection.sources())
              .equals(selection.key());
    } catch (IOException e) {
      // A source is gone: what is wrong with it is said by whoever needs it.
      return false;
    }
  }

  private Bases bases(MemberBuild member) {
    return workspace.bases(member.settings()).with(this::base, choices);
  }

  /// The Debian packages that were chosen.
  Choices choices() {
    return choices;
  }

  /// Reads the images that were published before, once for each platform.
  void readPrevious(List<Planned> all) throws InterruptedException {
    for (Planned planned : all) {
      for (PlannedImage image : planned.images()) {
        previous(image.base().image().config().platform());
      }
    }
  }

  private PreviousImages previous(Platform platform) throws InterruptedException {
    PreviousImages known = previous.get(platform);
    if (known != null) {
      return known;
    }
    PreviousImages read =
        references.isEmpty()
            ? PreviousImages.none()
            : PreviousImages.read(workspace.registry(), references, platform);
    read.problems().forEach(this::sayUnreadable);
    previous.put(platform, read);
    return read;
  }

  private Optional<OwnBase> base(Digest key, Platform platform) throws InterruptedException {
    return previous(platform).base(workspace.registry(), key);
  }

  private void sayUnreadable(RegistryProblem problem) {
    console.say(RegistryWords.of("taking over no layers", problem).title());
  }

  /// Makes the member's images.
  ///
  /// @param early takes layers, from any thread, while others are being made
  Built build(Planned planned, Consumer<ImageLayer> early)
      throws FailureException, StageException, IOException, InterruptedException {
    List<BuiltImage> images = new ArrayList<>();
    for (PlannedImage image : planned.images()) {
      Bases bases = bases(planned.member());
      KnownLayers known = known(image);
      try (SystemTree.Fetched fetched = SystemTree.fetch(image, build, known)) {
        BuiltImage built = build(fetched.image(), bases, known, early);
        MissingLibraries.report(built, build.libraryNeeds(built), bases, console);
        images.add(built);
      }
    }
    return new Built(planned.member(), images);
  }

  /// Those that the image needs and whose blobs still exist.
  private KnownLayers known(PlannedImage image) throws IOException, InterruptedException {
    PreviousImages found = previous(image.base().image().config().platform());
    List<String> keys = image.keys().stream().map(LayerKey::toString).toList();
    PreviousImages there = found.verified(workspace.registry(), keys);
    for (LayerIndex index : indexes) {
      List<LayerKey> missing = build.missing(image, new ReusableLayers(there));
      PreviousImages kept = index.find(missing.stream().map(LayerKey::toString).toList());
      kept.problems().stream().findFirst().ifPresent(this::sayUnreadable);
      there = there.plus(kept);
    }
    return new ReusableLayers(there);
  }

  private BuiltImage build(
      PlannedImage image, Bases bases, KnownLayers known, Consumer<ImageLayer> early)
      throws FailureException, StageException, IOException, InterruptedException {
    if (!build.compiles(image, known)) {
      return build.build(image, List.of(), known, early);
    }
    Optional<Interpreter> interpreter = interpreters(bases).find(image.base());
    return interpreter.isPresent()
        ? build.build(image, List.of(interpreter.get()), known, early)
        : buildWithoutBytecode(image, early);
  }

  /// Bytecode that nobody asked for is done without, and said so.
  private BuiltImage buildWithoutBytecode(PlannedImage image, Consumer<ImageLayer> early)
      throws FailureException, StageException, IOException, InterruptedException {
    String version = image.bytecode();
    if (image.request().layers().bytecode() == Bytecode.REQUIRED) {
      throw Failure.of(
              ExitCode.WORLD,
              "no interpreter that compiles for Python " + version + " runs on this machine",
              "Looked at: the base, its variant for this machine, and the search path",
              "Leave out `--bytecode` to build without, or install Python " + version)
          .exception();
    }
    console.warning(
        new BuildWarning.NoBytecode(
            version, "neither the base's own nor one on the search path fits"));
    PlannedImage without = build.withoutBytecode(workspace.project(), image);
    return build.build(without, List.of(), known(without), early);
  }

  private Interpreters interpreters(Bases bases) {
    return new Interpreters(workspace.session(), bases, workspace.store());
  }

  /// Publishes each member's image or index to all its destinations.
  ///
  /// @param attachments of images in registries, by the image's digest
  static List<Done> publish(List<Built> built, Map<Digest, Attachment> attachments)
      throws StageException, InterruptedException {
    List<List<Published>> published =
        Publication.publish(
            built.stream()
                .map(b -> new Publication(b.publishable(), destinations(b, attachments)))
                .toList());
    List<Done> done = new ArrayList<>();
    for (int i = 0; i < built.size(); i++) {
      done.add(new Done(built.get(i), published.get(i)));
    }
    return done;
  }

  private static List<Destination> destinations(Built built, Map<Digest, Attachment> attachments) {
    return built.member().destinations().stream()
        .map(destination ->
            destination instanceof RegistryDestination registry
                ? registry.attaching(attachments)
                : destination)
        .toList();
  }
}

package dev.garboard.build;

import dev.garboard.bytecode.BytecodeCompiler;
import dev.garboard.bytecode.Interpreter;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.debian.base.LibraryNeed;
import dev.garboard.hostbuild.BuildSource;
import dev.garboard.image.Image;
import dev.garboard.image.ImageAssembler;
import dev.garboard.image.ImageLayer;
import dev.garboard.image.ImageSettings;
import dev.garboard.image.NewLayer;
import dev.garboard.image.RuntimeFacts;
import dev.garboard.image.SelectionLabel;
import dev.garboard.image.UserAccounts;
import dev.garboard.install.BaseInterpreter;
import dev.garboard.install.InstallLayout;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.pipeline.BuiltLayer;
import dev.garboard.pipeline.EnvironmentSettings;
import dev.garboard.pipeline.KnownLayers;
import dev.garboard.pipeline.LayerBuilder;
import dev.garboard.pipeline.LayerRecipe;
import dev.garboard.pipeline.ProjectPlan;
import dev.garboard.pipeline.ProjectPlanner;
import dev.garboard.pipeline.WheelLayers;
import dev.garboard.plan.InstallProfile;
import dev.garboard.plan.LayerKey;
import dev.garboard.plan.PlannedLayer;
import dev.garboard.plan.PlannedLayer.Kind;
import dev.garboard.project.Project;
import dev.garboard.project.SourceFile;
import dev.garboard.python.PackageName;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.DependencyGraph;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.Selection;
import dev.garboard.selection.Selector;
import dev.garboard.selection.Target;
import dev.garboard.stage.StageException;
import dev.garboard.store.TreeShelf;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Makes one image for one platform. Images made one after the other share what they have in
/// common: a wheel is fetched once, and a layer of equal key is written once.
public final class ImageBuild {

  private static final UnixPath PREFIX = UnixPath.of("opt/venv");

  private final BuildResources resources;

  /// A build with these resources.
  public ImageBuild(BuildResources resources) {
    this.resources = resources;
  }

  /// Selects and plans. Fetches only what the plan cannot do without: wheels that the lockfile
  /// knows no digest of, and sources of wheels that are made here.
  public PlannedImage plan(Project project, ImageRequest request, OpenedBase base)
      throws StageException, IOException, InterruptedException {
    Selection selection = new Selector().select(project, request.selection(), base.target());
    resources.log().selected(selection.packages().size());
    Map<PackageName, LocatedWheel> atHand = locateUnhashed(selection);
    atHand.putAll(resources.builds().build(project, request.member(), selection, request.app()));
    String bytecode = bytecode(request, base);
    ProjectPlan plan =
        planner(request, base, atHand, bytecode)
            .plan(project, request.member(), selection)
            .over(base.additions());
    return new PlannedImage(
        request,
        base,
        selection,
        plan,
        new PlannedImage.Found(
            atHand,
            ProjectPlanner.lockedVersion(project, request.member(), selection, request.app())
                .stream()
                .toList(),
            Hashing.sha256(base.facts().text())),
        bytecode);
  }

  /// Reads the application's files, so that their digests are known when it is planned: for callers
  /// that wait for something else meanwhile. A failure is the plan's to tell.
  public void readAhead(ImageRequest request) {
    try {
      for (SourceFile file : request.app().sources(request.member().directory()).files()) {
        if (file.kind() != SourceFile.Kind.SYMLINK) {
          Digest _ = resources.contents().of(file.file()).sha256();
        }
      }
    } catch (IOException e) {
      // The plan meets it, too.
    }
  }

  /// Plans the application alone, on the layers of an image of equal selection key.
  ///
  /// @param base of which no more is known than the label says
  /// @throws IOException when the project's files cannot be read
  public PlannedImage plan(ImageRequest request, OpenedBase base, SelectionLabel label)
      throws StageException, IOException {
    List<LayerRecipe> below = new ArrayList<>();
    for (SelectionLabel.Layer layer : label.layers()) {
      Kind kind = Kind.valueOf(layer.kind().toUpperCase(Locale.ROOT));
      LayerKey key = LayerKey.parse(layer.key());
      below.add(
          new LayerRecipe.OfTree(
              new PlannedLayer(kind, layer.label(), key, List.of(), 0),
              () -> {
                throw new IllegalStateException("taken over: " + layer.label());
              }));
    }
    List<BuildSource.Tree> trees = new ArrayList<>();
    for (String source : label.selection().sources()) {
      trees.add(request.inputs().tree(source));
    }
    String bytecode = label.selection().bytecode();
    EnvironmentSettings environment =
        environment(request, base, bytecode, FileTree.writer().tree());
    ProjectPlan plan =
        new ProjectPlanner(environment, request.app(), Map.of(), resources.contents())
            .planApp(request.member(), label.version(), below, trees);
    return new PlannedImage(
        request,
        base,
        new Selection(
            base.target(), List.of(), new DependencyGraph(new TreeSet<>(), new TreeMap<>())),
        plan,
        new PlannedImage.Found(Map.of(), List.of(label.version()), label.selection().facts()),
        bytecode);
  }

  /// The version of the CPython that shall compile, or that there is none.
  public static String bytecode(ImageRequest request, OpenedBase base) {
    return request.layers().bytecode() != Bytecode.NONE && base.python().isExact()
        ? base.target().pythonFull()
        : InstallProfile.NO_BYTECODE;
  }

  /// The same image without bytecode.
  public PlannedImage withoutBytecode(Project project, PlannedImage planned)
      throws StageException, IOException {
    String none = InstallProfile.NO_BYTECODE;
    ImageRequest request = planned.request();
    ProjectPlan plan =
        planner(request, planned.base(), planned.found().atHand(), none)
            .plan(project, request.member(), planned.selection())
            .over(planned.base().additions());
    return new PlannedImage(
        request, planned.base(), planned.selection(), plan, planned.found(), none);
  }

  /// Whether a layer must be written that shall hold bytecode.
  public boolean compiles(PlannedImage planned, KnownLayers known) throws IOException {
    return planned.hasBytecode() && builder(planned).misses(planned.plan().recipes(), known);
  }

  /// The keys of layers that are neither in the store nor known.
  public List<LayerKey> missing(PlannedImage planned, KnownLayers known) throws IOException {
    return builder(planned).missing(planned.plan().recipes(), known);
  }

  /// The libraries that the image's distributions need of what lies below them, as far as their
  /// layers are in the store.
  public List<LibraryNeed> libraryNeeds(BuiltImage built) throws IOException {
    return builder(built.planned()).libraryNeeds(built.planned().plan().recipes());
  }

  /// Makes the layers that are neither in the store nor known, and assembles the image.
  ///
  /// @param interpreter that compiles; none where nothing is to be compiled
  /// @param known layers that exist elsewhere
  /// @param early takes layers as they are made, from any thread; what is done last is left to the
  ///   image
  public BuiltImage build(
      PlannedImage planned,
      List<Interpreter> interpreter,
      KnownLayers known,
      Consumer<ImageLayer> early)
      throws StageException, IOException, InterruptedException {
    List<BuiltLayer> layers;
    try (WheelLayers wheelLayers = wheelLayers(planned, interpreter)) {
      layers =
          builder(planned)
              .build(
                  planned.plan().recipes(),
                  wheelLayers,
                  known,
                  layer -> early.accept(newLayer(layer).built()));
    }
    List<NewLayer> added = layers.stream().map(ImageBuild::newLayer).toList();
    OpenedBase base = planned.base();
    RuntimeFacts runtime = new RuntimeFacts(base.python(), base.facts().libc());
    ImageSettings settings = planned.request().image();
    Optional<SelectionLabel> label = planned.label(runtime);
    Image image =
        ImageAssembler.assemble(
            base.image(),
            runtime,
            added,
            label.isEmpty()
                ? settings
                : settings.withLabel(SelectionLabel.NAME, label.get().text()));
    return new BuiltImage(planned, layers, image);
  }

  private static NewLayer newLayer(BuiltLayer layer) {
    PlannedLayer planned = layer.planned();
    return new NewLayer(layer.blob(), planned.key().toString(), planned.label());
  }

  private LayerBuilder builder(PlannedImage planned) {
    return new LayerBuilder(
        resources.store(),
        resources.locator(),
        planned.request().layers().compression(),
        resources.workers(),
        resources.log());
  }

  private WheelLayers wheelLayers(PlannedImage planned, List<Interpreter> interpreter)
      throws IOException {
    InstallLayout layout = layout(planned.base().target());
    Path work = Files.createDirectories(resources.store().shelf(TreeShelf.WORK));
    return interpreter.isEmpty()
        ? WheelLayers.sourcesOnly(layout, work)
        : WheelLayers.compiled(
            layout, work, new BytecodeCompiler(interpreter.getFirst(), resources.workers(), work));
  }

  private ProjectPlanner planner(
      ImageRequest request, OpenedBase base, Map<PackageName, LocatedWheel> atHand, String bytecode)
      throws StageException {
    FileTree accounts = UserAccounts.additions(base.facts(), request.image().launch().user());
    return new ProjectPlanner(
        environment(request, base, bytecode, accounts),
        request.app(),
        atHand,
        resources.contents());
  }

  private static EnvironmentSettings environment(
      ImageRequest request, OpenedBase base, String bytecode, FileTree accounts) {
    Target target = base.target();
    String tag =
        "cp" + target.python().get(0) + target.python().get(1) + (target.freeThreaded() ? "t" : "");
    LayerSettings layers = request.layers();
    return new EnvironmentSettings(
        layout(target),
        new BaseInterpreter(base.python().path(), target.pythonFull(), target.freeThreaded()),
        new InstallProfile(PREFIX.absolute(), tag, bytecode, layers.compression().keyParameters()),
        layers.strategy(),
        accounts);
  }

  private static InstallLayout layout(Target target) {
    return InstallLayout.venv(PREFIX, target.python().get(1), target.freeThreaded());
  }

  /// Wheels without a hash in the lockfile must be at hand before their layer's key is known.
  private Map<PackageName, LocatedWheel> locateUnhashed(Selection selection)
      throws StageException, InterruptedException {
    List<SelectedPackage> unhashed =
        selection.packages().stream()
            .filter(p -> p.artifact() instanceof Artifact.Wheel w && w.digests().isEmpty())
            .toList();
    Map<PackageName, LocatedWheel> atHand = new HashMap<>();
    if (!unhashed.isEmpty()) {
      List<LocatedWheel> located = resources.locator().locate(unhashed);
      for (int i = 0; i < unhashed.size(); i++) {
        atHand.put(unhashed.get(i).name(), located.get(i));
      }
    }
    return atHand;
  }
}

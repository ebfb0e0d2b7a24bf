package dev.garboard.build;

import dev.garboard.bytecode.Interpreter;
import dev.garboard.debian.base.LibraryNeed;
import dev.garboard.image.AssemblyException;
import dev.garboard.image.Image;
import dev.garboard.image.ImageAssembler;
import dev.garboard.image.NewLayer;
import dev.garboard.image.RuntimeFacts;
import dev.garboard.image.UserAccounts;
import dev.garboard.install.BaseInterpreter;
import dev.garboard.install.InstallLayout;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.pipeline.BuiltLayer;
import dev.garboard.pipeline.EnvironmentSettings;
import dev.garboard.pipeline.KnownLayers;
import dev.garboard.pipeline.LayerBuilder;
import dev.garboard.pipeline.ProjectPlan;
import dev.garboard.pipeline.ProjectPlanner;
import dev.garboard.pipeline.WheelLayers;
import dev.garboard.plan.InstallProfile;
import dev.garboard.plan.LayerKey;
import dev.garboard.python.PackageName;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.Selection;
import dev.garboard.selection.Selector;
import dev.garboard.selection.Target;
import dev.garboard.stage.StageException;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
  public PlannedImage plan(ImageRequest request, OpenedBase base)
      throws StageException, IOException, InterruptedException {
    Selection selection =
        new Selector().select(resources.project(), request.selection(), base.target());
    resources.log().selected(selection.packages().size());
    Map<PackageName, LocatedWheel> atHand = locateUnhashed(selection);
    atHand.putAll(
        resources.builds().build(resources.project(), request.member(), selection, request.app()));
    boolean compiled = request.layers().bytecode() != Bytecode.NONE && base.python().isExact();
    String bytecode = compiled ? base.target().pythonFull() : InstallProfile.NO_BYTECODE;
    ProjectPlan plan =
        planner(request, base, atHand, bytecode)
            .plan(resources.project(), request.member(), selection)
            .over(base.additions());
    return new PlannedImage(request, base, selection, plan, atHand, bytecode);
  }

  /// The same image without bytecode.
  public PlannedImage withoutBytecode(PlannedImage planned) throws StageException, IOException {
    String none = InstallProfile.NO_BYTECODE;
    ImageRequest request = planned.request();
    ProjectPlan plan =
        planner(request, planned.base(), planned.atHand(), none)
            .plan(resources.project(), request.member(), planned.selection())
            .over(planned.base().additions());
    return new PlannedImage(
        request, planned.base(), planned.selection(), plan, planned.atHand(), none);
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
  public BuiltImage build(PlannedImage planned, List<Interpreter> interpreter, KnownLayers known)
      throws StageException, IOException, InterruptedException {
    List<BuiltLayer> layers =
        builder(planned).build(planned.plan().recipes(), wheelLayers(planned, interpreter), known);
    List<NewLayer> added =
        layers.stream()
            .map(l -> new NewLayer(l.blob(), l.planned().key().toString(), l.planned().label()))
            .toList();
    OpenedBase base = planned.base();
    RuntimeFacts runtime = new RuntimeFacts(base.python(), base.facts().libc());
    Image image = ImageAssembler.assemble(base.image(), runtime, added, planned.request().image());
    return new BuiltImage(planned, layers, image);
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
    Path work = Files.createDirectories(resources.store().root().resolve("work"));
    return interpreter.isEmpty()
        ? WheelLayers.sourcesOnly(layout, work)
        : WheelLayers.compiled(layout, work, interpreter.getFirst());
  }

  private ProjectPlanner planner(
      ImageRequest request, OpenedBase base, Map<PackageName, LocatedWheel> atHand, String bytecode)
      throws AssemblyException {
    return new ProjectPlanner(
        environment(request, base, bytecode), request.app(), atHand, resources.contents());
  }

  private static EnvironmentSettings environment(
      ImageRequest request, OpenedBase base, String bytecode) throws AssemblyException {
    Target target = base.target();
    String tag =
        "cp" + target.python().get(0) + target.python().get(1) + (target.freeThreaded() ? "t" : "");
    LayerSettings layers = request.layers();
    return new EnvironmentSettings(
        layout(target),
        new BaseInterpreter(base.python().path(), target.pythonFull(), target.freeThreaded()),
        new InstallProfile(PREFIX.absolute(), tag, bytecode, layers.compression().keyParameters()),
        layers.strategy(),
        UserAccounts.additions(base.facts(), request.image().launch().user()));
  }

  private static InstallLayout layout(Target target) {
    return InstallLayout.venv(PREFIX, target.python().get(1), target.freeThreaded());
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
      List<LocatedWheel> located = resources.locator().locate(unhashed);
      for (int i = 0; i < unhashed.size(); i++) {
        atHand.put(unhashed.get(i).name(), located.get(i));
      }
    }
    return atHand;
  }
}

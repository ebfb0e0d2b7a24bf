package dev.garboard.pipeline;

import dev.garboard.bytecode.BytecodeException;
import dev.garboard.content.Content;
import dev.garboard.debian.base.LibraryNeed;
import dev.garboard.install.InstallException;
import dev.garboard.layer.Compression;
import dev.garboard.layer.LayerBlob;
import dev.garboard.layer.LayerException;
import dev.garboard.layer.LayerWriter;
import dev.garboard.layer.Written;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.locate.LocateProblem;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.locate.WheelLocator;
import dev.garboard.parallel.Parallel;
import dev.garboard.parallel.Parallel.Step;
import dev.garboard.parallel.Parallel.TaskFailedException;
import dev.garboard.pipeline.LayerRecipe.OfTree;
import dev.garboard.pipeline.LayerRecipe.OfWheels;
import dev.garboard.pipeline.LayerRecipe.WheelToInstall;
import dev.garboard.plan.LayerKey;
import dev.garboard.plan.PlannedLayer;
import dev.garboard.python.PackageName;
import dev.garboard.store.BlobWriter;
import dev.garboard.store.Shelf;
import dev.garboard.store.Store;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.WheelException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Makes the layers of a plan: takes those that are known, and for the others locates the wheels,
/// installs them and writes the blobs, several at a time.
public final class LayerBuilder {

  /// Layers whose wheels are fetched at a time; the locator bounds the wheels themselves.
  private static final int FETCHED_AT_ONCE = 64;

  private final Store store;
  private final StoredLayers stored;
  private final WheelLocator locator;
  private final Compression compression;
  private final int workers;
  private final BuildLog log;

  /// A builder.
  ///
  /// @param workers how many layers are written at a time
  public LayerBuilder(
      Store store, WheelLocator locator, Compression compression, int workers, BuildLog log) {
    this.store = store;
    this.stored = new StoredLayers(store);
    this.locator = locator;
    this.compression = compression;
    this.workers = workers;
    this.log = log;
  }

  /// The keys of layers that are neither in the store nor known elsewhere.
  public List<LayerKey> missing(List<LayerRecipe> recipes, KnownLayers known) throws IOException {
    List<LayerKey> missing = new ArrayList<>();
    for (LayerRecipe recipe : recipes) {
      if (find(recipe.planned(), known).isEmpty()) {
        missing.add(recipe.planned().key());
      }
    }
    return missing;
  }

  /// Whether a layer of wheels is neither in the store nor known elsewhere.
  public boolean misses(List<LayerRecipe> recipes, KnownLayers known) throws IOException {
    for (LayerRecipe recipe : recipes) {
      if (recipe instanceof OfWheels && find(recipe.planned(), known).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /// The libraries that distributions need of the image, as far as the store has records of their
  /// layers: what no file of the environment is. To be asked when the layers were made.
  public List<LibraryNeed> libraryNeeds(List<LayerRecipe> recipes) throws IOException {
    List<LibraryNeed> needs = new ArrayList<>();
    Set<UnixPath> paths = new HashSet<>();
    for (LayerRecipe recipe : recipes) {
      needs.addAll(stored.needs(recipe.planned().key()));
    }
    if (needs.isEmpty()) {
      return needs;
    }
    for (LayerRecipe recipe : recipes) {
      paths.addAll(stored.paths(recipe.planned().key()));
    }
    return LibraryNeeds.external(needs, paths);
  }

  /// Makes all layers, in the order of the recipes.
  ///
  /// @param wheelLayers how distributions are installed
  /// @param known layers that need not be made since they exist elsewhere
  public List<BuiltLayer> build(
      List<LayerRecipe> recipes, WheelLayers wheelLayers, KnownLayers known)
      throws IOException,
          InterruptedException,
          LocateFailedException,
          WheelException,
          InstallException,
          BytecodeException,
          LayerException {
    return build(recipes, wheelLayers, known, _ -> {});
  }

  /// The same for who can use a layer while others are still being made.
  ///
  /// @param early takes each layer that is made, but the last, from any thread
  public List<BuiltLayer> build(
      List<LayerRecipe> recipes,
      WheelLayers wheelLayers,
      KnownLayers known,
      Consumer<BuiltLayer> early)
      throws IOException,
          InterruptedException,
          LocateFailedException,
          WheelException,
          InstallException,
          BytecodeException,
          LayerException {
    Map<PlannedLayer, BuiltLayer> done = new HashMap<>();
    List<LayerRecipe> missed = new ArrayList<>();
    List<Optional<BuiltLayer>> found = findAll(recipes, known);
    for (int i = 0; i < recipes.size(); i++) {
      if (found.get(i).isPresent()) {
        log.reused(recipes.get(i).planned(), found.get(i).get().origin());
        done.put(recipes.get(i).planned(), found.get(i).get());
      } else {
        missed.add(recipes.get(i));
      }
    }
    for (BuiltLayer built : makeAll(missed, wheelLayers, early)) {
      done.put(built.planned(), built);
    }
    List<BuiltLayer> layers = recipes.stream().map(r -> done.get(r.planned())).toList();
    if (missed.stream().anyMatch(OfWheels.class::isInstance)) {
      new PathConflicts(stored, log).report(recipes);
    }
    return layers;
  }

  /// Several at a time: a stored blob is hashed before it is trusted.
  private List<Optional<BuiltLayer>> findAll(List<LayerRecipe> recipes, KnownLayers known)
      throws IOException, InterruptedException {
    try {
      return Parallel.compute(recipes, workers, recipe -> find(recipe.planned(), known));
    } catch (TaskFailedException e) {
      e.rethrowIf(IOException.class);
      e.rethrowIf(InterruptedException.class);
      throw new IllegalStateException(e.getCause());
    }
  }

  private Optional<BuiltLayer> find(PlannedLayer planned, KnownLayers known) throws IOException {
    Optional<BuiltLayer> inStore =
        stored
            .find(planned.key())
            .map(blob -> new BuiltLayer(planned, blob, BuiltLayer.Origin.STORE));
    if (inStore.isPresent()) {
      return inStore;
    }
    return known
        .find(planned.key())
        .map(blob -> new BuiltLayer(planned, blob, BuiltLayer.Origin.REGISTRY));
  }

  /// A layer whose wheels are at hand, if all could be had.
  private record Supplied(LayerRecipe recipe, Map<PackageName, LocatedWheel> wheels) {}

  /// A layer is written as soon as its own wheels are there, while those of others are fetched.
  private List<BuiltLayer> makeAll(
      List<LayerRecipe> missed, WheelLayers wheelLayers, Consumer<BuiltLayer> early)
      throws IOException,
          InterruptedException,
          LocateFailedException,
          WheelException,
          InstallException,
          BytecodeException,
          LayerException {
    int wanted = (int) missed.stream().mapToLong(LayerBuilder::wanted).sum();
    if (wanted > 0) {
      log.locating(wanted);
    }
    Map<LayerRecipe, List<LocateProblem>> problems = new ConcurrentHashMap<>();
    AtomicInteger left = new AtomicInteger(missed.size());
    try {
      List<Optional<BuiltLayer>> made =
          Parallel.pipeline(
              missed,
              new Step<>(FETCHED_AT_ONCE, recipe -> supply(recipe, problems)),
              new Step<>(
                  workers,
                  supplied -> {
                    // All that is missing is told at once, so fetching goes on without writing.
                    if (!problems.isEmpty()) {
                      return Optional.<BuiltLayer>empty();
                    }
                    BuiltLayer built = write(supplied, wheelLayers);
                    if (left.decrementAndGet() > 0) {
                      early.accept(built);
                    }
                    return Optional.of(built);
                  }));
      if (!problems.isEmpty()) {
        throw new LocateFailedException(
            missed.stream()
                .flatMap(recipe -> problems.getOrDefault(recipe, List.of()).stream())
                .toList());
      }
      return made.stream().flatMap(Optional::stream).toList();
    } catch (TaskFailedException e) {
      e.rethrowIf(IOException.class);
      e.rethrowIf(InterruptedException.class);
      e.rethrowIf(WheelException.class);
      e.rethrowIf(InstallException.class);
      e.rethrowIf(BytecodeException.class);
      e.rethrowIf(LayerException.class);
      throw new IllegalStateException(e.getCause());
    }
  }

  private static long wanted(LayerRecipe recipe) {
    return recipe instanceof OfWheels(var _, List<WheelToInstall> wheels)
        ? wheels.stream().filter(wheel -> wheel.atHand().isEmpty()).count()
        : 0;
  }

  private Supplied supply(LayerRecipe recipe, Map<LayerRecipe, List<LocateProblem>> problems)
      throws InterruptedException {
    try {
      return new Supplied(recipe, MissedWheels.locate(List.of(recipe), locator, BuildLog.SILENT));
    } catch (LocateFailedException e) {
      problems.put(recipe, e.problems());
      return new Supplied(recipe, Map.of());
    }
  }

  private BuiltLayer write(Supplied supplied, WheelLayers wheelLayers)
      throws IOException,
          InterruptedException,
          WheelException,
          InstallException,
          BytecodeException,
          LayerException {
    LayerRecipe recipe = supplied.recipe();
    log.building(recipe.planned());
    LayerBlob blob =
        switch (recipe) {
          case OfTree(PlannedLayer planned, LayerRecipe.TreeSource source) ->
              store(planned, source.open(), List.of());
          case OfWheels(PlannedLayer planned, List<WheelToInstall> toInstall) -> {
            try (OpenLayer open = wheelLayers.open(toInstall, supplied.wheels(), log)) {
              yield store(planned, open.tree(), open.needs());
            }
          }
        };
    log.built(recipe.planned(), blob);
    return new BuiltLayer(recipe.planned(), blob, BuiltLayer.Origin.BUILT);
  }

  private LayerBlob store(PlannedLayer planned, FileTree tree, List<LibraryNeed> needs)
      throws IOException, LayerException {
    try (BlobWriter out = store.newBlobHashedElsewhere(Shelf.LAYERS)) {
      Written written = LayerWriter.write(tree, compression, out);
      LayerBlob blob =
          new LayerBlob(
              written.digest(),
              written.diffId(),
              compression,
              written.uncompressedSize(),
              Content.of(out.commit(written.digest(), written.size()).file()));
      stored.put(planned.key(), blob, tree, needs);
      return blob;
    }
  }
}

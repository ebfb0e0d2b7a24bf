package dev.garboard.pipeline;

import dev.garboard.bytecode.BytecodeException;
import dev.garboard.content.Content;
import dev.garboard.install.InstallException;
import dev.garboard.layer.Compression;
import dev.garboard.layer.LayerBlob;
import dev.garboard.layer.LayerException;
import dev.garboard.layer.LayerWriter;
import dev.garboard.layer.Written;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.locate.WheelLocator;
import dev.garboard.parallel.Parallel;
import dev.garboard.parallel.Parallel.TaskFailedException;
import dev.garboard.pipeline.LayerRecipe.OfTree;
import dev.garboard.pipeline.LayerRecipe.OfWheels;
import dev.garboard.pipeline.LayerRecipe.WheelToInstall;
import dev.garboard.plan.PlannedLayer;
import dev.garboard.python.PackageName;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.store.BlobWriter;
import dev.garboard.store.Shelf;
import dev.garboard.store.Store;
import dev.garboard.tree.FileTree;
import dev.garboard.wheel.WheelException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the layers of a plan: takes those that are known, and for the others locates the wheels,
/// installs them and writes the blobs, several at a time.
public final class LayerBuilder {

  private final Store store;
  private final StoredLayers stored;
  private final WheelLocator locator;
  private final WheelLayers wheelLayers;
  private final Compression compression;
  private final int workers;
  private final BuildLog log;

  /// A builder.
  ///
  /// @param workers how many layers are written at a time
  public LayerBuilder(
      Store store,
      WheelLocator locator,
      WheelLayers wheelLayers,
      Compression compression,
      int workers,
      BuildLog log) {
    this.store = store;
    this.stored = new StoredLayers(store);
    this.locator = locator;
    this.wheelLayers = wheelLayers;
    this.compression = compression;
    this.workers = workers;
    this.log = log;
  }

  /// Makes all layers, in the order of the recipes.
  public List<BuiltLayer> build(List<LayerRecipe> recipes)
      throws IOException,
          InterruptedException,
          LocateFailedException,
          WheelException,
          InstallException,
          BytecodeException,
          LayerException {
    Map<PlannedLayer, BuiltLayer> done = new HashMap<>();
    List<LayerRecipe> missed = new ArrayList<>();
    List<Optional<LayerBlob>> known = findAll(recipes);
    for (int i = 0; i < recipes.size(); i++) {
      PlannedLayer planned = recipes.get(i).planned();
      if (known.get(i).isPresent()) {
        log.reused(planned, BuiltLayer.Origin.STORE);
        done.put(planned, new BuiltLayer(planned, known.get(i).get(), BuiltLayer.Origin.STORE));
      } else {
        missed.add(recipes.get(i));
      }
    }
    Map<PackageName, LocatedWheel> wheels = locate(missed);
    for (BuiltLayer built : writeAll(missed, wheels)) {
      done.put(built.planned(), built);
    }
    List<BuiltLayer> layers = recipes.stream().map(r -> done.get(r.planned())).toList();
    if (!missed.isEmpty()) {
      new PathConflicts(stored, log).report(recipes);
    }
    return layers;
  }

  /// Several at a time: a stored blob is hashed before it is trusted.
  private List<Optional<LayerBlob>> findAll(List<LayerRecipe> recipes)
      throws IOException, InterruptedException {
    try {
      return Parallel.compute(recipes, workers, recipe -> stored.find(recipe.planned().key()));
    } catch (TaskFailedException e) {
      e.rethrowIf(IOException.class);
      e.rethrowIf(InterruptedException.class);
      throw new IllegalStateException(e.getCause());
    }
  }

  private Map<PackageName, LocatedWheel> locate(List<LayerRecipe> missed)
      throws IOException, InterruptedException, LocateFailedException {
    List<SelectedPackage> needed = new ArrayList<>();
    for (LayerRecipe recipe : missed) {
      if (recipe instanceof OfWheels(var _, List<WheelToInstall> wheels)) {
        wheels.forEach(wheel -> needed.add(wheel.selected()));
      }
    }
    Map<PackageName, LocatedWheel> located = new HashMap<>();
    if (!needed.isEmpty()) {
      log.locating(needed.size());
      List<LocatedWheel> found = locator.locate(needed);
      for (int i = 0; i < needed.size(); i++) {
        located.put(needed.get(i).name(), found.get(i));
      }
    }
    return located;
  }

  private List<BuiltLayer> writeAll(List<LayerRecipe> missed, Map<PackageName, LocatedWheel> wheels)
      throws IOException,
          InterruptedException,
          WheelException,
          InstallException,
          BytecodeException,
          LayerException {
    try {
      return Parallel.compute(missed, workers, recipe -> write(recipe, wheels));
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

  private BuiltLayer write(LayerRecipe recipe, Map<PackageName, LocatedWheel> wheels)
      throws IOException,
          InterruptedException,
          WheelException,
          InstallException,
          BytecodeException,
          LayerException {
    log.building(recipe.planned());
    LayerBlob blob =
        switch (recipe) {
          case OfTree(PlannedLayer planned, LayerRecipe.TreeSource source) ->
              store(planned, source.open());
          case OfWheels(PlannedLayer planned, List<WheelToInstall> toInstall) -> {
            try (OpenLayer open = wheelLayers.open(toInstall, wheels, log)) {
              yield store(planned, open.tree());
            }
          }
        };
    log.built(recipe.planned(), blob);
    return new BuiltLayer(recipe.planned(), blob, BuiltLayer.Origin.BUILT);
  }

  private LayerBlob store(PlannedLayer planned, FileTree tree) throws IOException, LayerException {
    try (BlobWriter out = store.newBlobHashedElsewhere(Shelf.LAYERS)) {
      Written written = LayerWriter.write(tree, compression, out);
      LayerBlob blob =
          new LayerBlob(
              written.digest(),
              written.diffId(),
              compression,
              written.uncompressedSize(),
              Content.of(out.commit(written.digest(), written.size()).file()));
      stored.put(planned.key(), blob, tree);
      return blob;
    }
  }
}

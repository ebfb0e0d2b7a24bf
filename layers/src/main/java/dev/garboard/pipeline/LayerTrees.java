package dev.garboard.pipeline;

import dev.garboard.bytecode.BytecodeException;
import dev.garboard.install.InstallException;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.locate.WheelLocator;
import dev.garboard.parallel.Parallel;
import dev.garboard.parallel.Parallel.TaskFailedException;
import dev.garboard.plan.PlannedLayer;
import dev.garboard.python.PackageName;
import dev.garboard.tree.FileTree;
import dev.garboard.wheel.WheelException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Makes the file trees of a plan's layers for a front that writes them as directories: locates the
/// wheels and installs them, several layers at a time.
public final class LayerTrees {
  private final WheelLocator locator;
  private final WheelLayers wheelLayers;
  private final int workers;
  private final BuildLog log;

  /// A maker of trees.
  ///
  /// @param workers how many layers are made at a time
  public LayerTrees(WheelLocator locator, WheelLayers wheelLayers, int workers, BuildLog log) {
    this.locator = locator;
    this.wheelLayers = wheelLayers;
    this.workers = workers;
    this.log = log;
  }

  /// Takes a finished tree; called from several threads.
  @FunctionalInterface
  public interface Sink {
    /// Writes the tree, whose contents are at hand no longer than this call lasts.
    void write(PlannedLayer planned, FileTree tree) throws IOException;
  }

  /// Makes all of these layers.
  public void make(List<LayerRecipe> recipes, Sink sink)
      throws IOException,
          InterruptedException,
          LocateFailedException,
          WheelException,
          InstallException,
          BytecodeException {
    Map<PackageName, LocatedWheel> wheels = MissedWheels.locate(recipes, locator, log);
    try {
      List<PlannedLayer> _ =
          Parallel.compute(recipes, workers, recipe -> make(recipe, wheels, sink));
    } catch (TaskFailedException e) {
      e.rethrowIf(IOException.class);
      e.rethrowIf(InterruptedException.class);
      e.rethrowIf(WheelException.class);
      e.rethrowIf(InstallException.class);
      e.rethrowIf(BytecodeException.class);
      throw new IllegalStateException(e.getCause());
    }
  }

  private PlannedLayer make(LayerRecipe recipe, Map<PackageName, LocatedWheel> wheels, Sink sink)
      throws IOException,
          InterruptedException,
          WheelException,
          InstallException,
          BytecodeException {
    PlannedLayer planned = recipe.planned();
    log.building(planned);
    switch (recipe) {
      case LayerRecipe.OfTree(_, LayerRecipe.TreeSource source) ->
          sink.write(planned, source.open());
      case LayerRecipe.OfWheels(_, List<LayerRecipe.WheelToInstall> toInstall) -> {
        try (OpenLayer open = wheelLayers.open(toInstall, wheels, log)) {
          sink.write(planned, open.tree());
        }
      }
    }
    return planned;
  }
}

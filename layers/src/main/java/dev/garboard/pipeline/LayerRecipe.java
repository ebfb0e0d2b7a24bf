package dev.garboard.pipeline;

import dev.garboard.install.InstallOptions;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.plan.PlannedLayer;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.tree.FileTree;
import java.io.IOException;
import java.util.List;

/// A planned layer, and how to make its tree when its key is found nowhere.
public sealed interface LayerRecipe {

  /// What the plan says.
  PlannedLayer planned();

  /// A layer of distributions that are installed from wheels, in the plan's order.
  record OfWheels(PlannedLayer planned, List<WheelToInstall> wheels) implements LayerRecipe {
    /// Copies.
    public OfWheels {
      wheels = List.copyOf(wheels);
    }
  }

  /// One distribution of a layer.
  ///
  /// @param atHand its wheel, where one was located or made before the plan; else none
  record WheelToInstall(
      SelectedPackage selected, InstallOptions options, List<LocatedWheel> atHand) {
    /// Copies.
    public WheelToInstall {
      atHand = List.copyOf(atHand);
    }
  }

  /// A layer whose tree is known without a wheel.
  record OfTree(PlannedLayer planned, TreeSource source) implements LayerRecipe {}

  /// Makes a tree when it is needed.
  @FunctionalInterface
  interface TreeSource {
    /// The tree.
    FileTree open() throws IOException;
  }
}

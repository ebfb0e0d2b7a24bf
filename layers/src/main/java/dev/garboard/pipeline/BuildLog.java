package dev.garboard.pipeline;

import dev.garboard.layer.LayerBlob;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.plan.PlannedLayer;
import dev.garboard.selection.SelectedPackage;

/// What happens during a build, as it happens. Calls come from any thread.
public interface BuildLog {

  /// A log that nobody reads.
  BuildLog SILENT = new BuildLog() {};

  /// Packages were chosen.
  default void selected(int packages) {}

  /// A wheel is about to be made of a source.
  default void makingWheel(SelectedPackage selected) {}

  /// A wheel that the user lays ready is taken instead of making one.
  default void supplied(SelectedPackage selected, LocatedWheel wheel) {}

  /// A layer's key was found: it is not built, and its wheels are not needed.
  default void reused(PlannedLayer layer, BuiltLayer.Origin origin) {}

  /// Wheels that missed layers need are about to be located.
  default void locating(int wheels) {}

  /// A layer is being built.
  default void building(PlannedLayer layer) {}

  /// A layer was built.
  default void built(PlannedLayer layer, LayerBlob blob) {}

  /// Something that does not stop the build.
  default void warning(BuildWarning warning) {}
}

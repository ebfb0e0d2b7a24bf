package dev.garboard.pipeline;

import dev.garboard.locate.LocateFailedException;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.locate.WheelLocator;
import dev.garboard.pipeline.LayerRecipe.OfWheels;
import dev.garboard.pipeline.LayerRecipe.WheelToInstall;
import dev.garboard.python.PackageName;
import dev.garboard.selection.SelectedPackage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Locates the wheels of layers that have to be made.
final class MissedWheels {
  private MissedWheels() {}

  static Map<PackageName, LocatedWheel> locate(
      List<LayerRecipe> missed, WheelLocator locator, BuildLog log)
      throws InterruptedException, LocateFailedException {
    List<SelectedPackage> needed = new ArrayList<>();
    Map<PackageName, LocatedWheel> located = new HashMap<>();
    for (LayerRecipe recipe : missed) {
      if (recipe instanceof OfWheels(var _, List<WheelToInstall> wheels)) {
        for (WheelToInstall wheel : wheels) {
          wheel.atHand().forEach(at -> located.put(wheel.selected().name(), at));
          if (wheel.atHand().isEmpty()) {
            needed.add(wheel.selected());
          }
        }
      }
    }
    if (!needed.isEmpty()) {
      log.locating(needed.size());
      List<LocatedWheel> found = locator.locate(needed);
      for (int i = 0; i < needed.size(); i++) {
        located.put(needed.get(i).name(), found.get(i));
      }
    }
    return located;
  }
}

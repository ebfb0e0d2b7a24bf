package dev.garboard.pipeline;

import dev.garboard.pipeline.LayerRecipe.OfWheels;
import dev.garboard.pipeline.LayerRecipe.WheelToInstall;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds paths that several distributions own, inside a layer from its trees and between layers
/// from their lists.
final class PathConflicts {

  private final StoredLayers stored;
  private final BuildLog log;

  PathConflicts(StoredLayers stored, BuildLog log) {
    this.stored = stored;
    this.log = log;
  }

  /// Reports conflicts between the layers of wheels.
  void report(List<LayerRecipe> recipes) throws IOException {
    Map<UnixPath, String> owner = new HashMap<>();
    Map<List<String>, List<UnixPath>> conflicts = new TreeMap<>(PathConflicts::compare);
    for (LayerRecipe recipe : recipes) {
      if (recipe instanceof OfWheels(var planned, var _)) {
        for (UnixPath path : stored.paths(planned.key())) {
          note(owner, conflicts, path, planned.label());
        }
      }
    }
    warn(conflicts, log);
  }

  /// Reports conflicts between the distributions of one layer.
  static void within(List<WheelToInstall> wheels, List<FileTree> trees, BuildLog log) {
    Map<UnixPath, String> owner = new HashMap<>();
    Map<List<String>, List<UnixPath>> conflicts = new TreeMap<>(PathConflicts::compare);
    for (int i = 0; i < trees.size(); i++) {
      String name = wheels.get(i).selected().name().value();
      trees
          .get(i)
          .entries()
          .forEach((path, entry) -> {
            if (!(entry instanceof TreeEntry.Directory)) {
              note(owner, conflicts, path, name);
            }
          });
    }
    warn(conflicts, log);
  }

  private static void note(
      Map<UnixPath, String> owner,
      Map<List<String>, List<UnixPath>> conflicts,
      UnixPath path,
      String name) {
    String before = owner.put(path, name);
    if (before != null) {
      conflicts.computeIfAbsent(List.of(before, name), owners -> new ArrayList<>()).add(path);
    }
  }

  private static void warn(Map<List<String>, List<UnixPath>> conflicts, BuildLog log) {
    conflicts.forEach((owners, paths) -> log.warning(new BuildWarning.PathConflict(owners, paths)));
  }

  private static int compare(List<String> a, List<String> b) {
    return String.join("\n", a).compareTo(String.join("\n", b));
  }
}

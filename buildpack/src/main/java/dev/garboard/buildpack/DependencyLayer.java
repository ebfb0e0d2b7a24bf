package dev.garboard.buildpack;

import dev.garboard.buildpack.cnb.LayersDirectory;
import dev.garboard.pipeline.LayerRecipe;
import dev.garboard.pipeline.LayerRecipe.OfWheels;
import dev.garboard.selection.SelectedPackage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A layer of distributions: what its metadata has to say, and whether the previous image has it.
///
/// @param name of the layer's directory
/// @param wanted metadata that must have come back for the layer to stay
/// @param reasons why it is made; empty when the previous image has it
/// @param known what is in it, where the previous image has it and told
record DependencyLayer(
    String name,
    OfWheels recipe,
    SortedMap<String, String> wanted,
    List<String> reasons,
    List<LayerContents> known) {
  /// The files lie one level down: the lifecycle would take `bin` and `lib` of a layer for
  /// directories of every process's `PATH` and `LD_LIBRARY_PATH`.
  static final String TREE = "files";

  DependencyLayer {
    wanted = new TreeMap<>(wanted);
    reasons = List.copyOf(reasons);
    known = List.copyOf(known);
  }

  static DependencyLayer of(
      LayerRecipe.OfWheels recipe, Python python, LayersDirectory layers, String target)
      throws IOException {
    String name = name(recipe);
    SortedMap<String, String> wanted = new TreeMap<>(python.key());
    wanted.put(LayerState.LAYOUT_KEY, LayerState.LAYOUT);
    wanted.put(LayerState.TARGET, target);
    wanted.put(LayerState.LIBC, python.libc());
    wanted.put(LayerState.PYTHON, python.tag());
    wanted.put(LayerState.KEY, recipe.planned().key().toString());
    wanted.put(LayerState.PACKAGES, packages(recipe));
    Optional<SortedMap<String, String>> restored = layers.restored(name);
    if (restored.isEmpty()) {
      return new DependencyLayer(
          name, recipe, wanted, List.of("the previous image has none"), List.of());
    }
    List<String> reasons = new ArrayList<>(LayerState.differences(restored.get(), wanted));
    List<LayerContents> known =
        LayerContents.restored(layers, name, restored.get()).stream().toList();
    if (reasons.isEmpty() && known.isEmpty()) {
      // Without the list the environment could not be linked when another layer changes.
      reasons.add("the list of its files did not come back");
    }
    return new DependencyLayer(name, recipe, wanted, reasons, known);
  }

  private static String name(OfWheels recipe) {
    String label = recipe.planned().label();
    return switch (recipe.planned().kind()) {
      case BUCKET -> "wheels-" + label;
      case MEMBER -> "member-" + label;
      case ALONE, SYSTEM, ENVIRONMENT, APP -> "wheel-" + label;
    };
  }

  private static String packages(OfWheels recipe) {
    return recipe.wheels().stream()
        .map(wheel -> wheel.selected())
        .map(selected -> selected.name() + "==" + version(selected))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static String version(SelectedPackage selected) {
    return selected.version().isEmpty() ? "source" : selected.version();
  }

  boolean isReused() {
    return reasons.isEmpty();
  }

  /// Metadata of the layer with these contents.
  SortedMap<String, String> metadata(LayerContents contents) {
    SortedMap<String, String> metadata = new TreeMap<>(wanted);
    contents.putInto(metadata);
    return metadata;
  }

  /// The same, to be made although the previous image has it.
  DependencyLayer withContents() {
    return isReused()
        ? new DependencyLayer(name, recipe, wanted, List.of("its contents are needed"), List.of())
        : this;
  }
}

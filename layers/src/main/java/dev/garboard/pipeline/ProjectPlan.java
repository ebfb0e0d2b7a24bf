package dev.garboard.pipeline;

import dev.garboard.plan.LayerPlan;
import dev.garboard.project.SourceFile;
import java.util.ArrayList;
import java.util.List;

/// All layers of a project above its base, bottom to top, with how to make each.
///
/// @param dependencies the cut of the dependencies alone
/// @param sourceFiles what lies in the application's directory
public record ProjectPlan(
    LayerPlan dependencies, List<LayerRecipe> recipes, List<SourceFile> sourceFiles) {

  /// Copies.
  public ProjectPlan {
    recipes = List.copyOf(recipes);
    sourceFiles = List.copyOf(sourceFiles);
  }

  /// This plan on top of other layers.
  public ProjectPlan over(List<LayerRecipe> below) {
    List<LayerRecipe> all = new ArrayList<>(below);
    all.addAll(recipes);
    return new ProjectPlan(dependencies, all, sourceFiles);
  }
}

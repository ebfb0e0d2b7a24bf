package dev.garboard.pipeline;

import dev.garboard.hostbuild.BuildSource;
import dev.garboard.plan.LayerPlan;
import dev.garboard.project.SourceListing;
import java.util.ArrayList;
import java.util.List;

/// All layers of a project above its base, bottom to top, with how to make each.
///
/// @param dependencies the cut of the dependencies alone
/// @param sources what lies in the application's directory
/// @param trees local trees whose content is in layers below the application's
public record ProjectPlan(
    LayerPlan dependencies,
    List<LayerRecipe> recipes,
    SourceListing sources,
    List<BuildSource.Tree> trees) {

  /// Copies.
  public ProjectPlan {
    recipes = List.copyOf(recipes);
    trees = List.copyOf(trees);
  }

  /// This plan on top of other layers.
  public ProjectPlan over(List<LayerRecipe> below) {
    List<LayerRecipe> all = new ArrayList<>(below);
    all.addAll(recipes);
    return new ProjectPlan(dependencies, all, sources, trees);
  }
}

package dev.garboard.build;

import dev.garboard.locate.LocatedWheel;
import dev.garboard.pipeline.LayerRecipe;
import dev.garboard.pipeline.ProjectPlan;
import dev.garboard.plan.InstallProfile;
import dev.garboard.plan.LayerKey;
import dev.garboard.python.PackageName;
import dev.garboard.selection.Selection;
import java.util.List;
import java.util.Map;

/// A selection and its layers, before any byte.
///
/// @param atHand wheels that had to be located or made before the plan
/// @param bytecode version of the CPython that compiles, or [InstallProfile#NO_BYTECODE]
public record PlannedImage(
    ImageRequest request,
    OpenedBase base,
    Selection selection,
    ProjectPlan plan,
    Map<PackageName, LocatedWheel> atHand,
    String bytecode) {

  /// Copies.
  public PlannedImage {
    atHand = Map.copyOf(atHand);
  }

  /// The same with other ways to make the layers that its base adds.
  public PlannedImage withAdditions(List<LayerRecipe> additions) {
    List<LayerRecipe> own = plan.recipes().subList(base.additions().size(), plan.recipes().size());
    ProjectPlan other =
        new ProjectPlan(plan.dependencies(), own, plan.sourceFiles()).over(additions);
    return new PlannedImage(
        request, base.withAdditions(additions), selection, other, atHand, bytecode);
  }

  /// The keys of its layers, bottom to top.
  public List<LayerKey> keys() {
    return plan.recipes().stream().map(recipe -> recipe.planned().key()).toList();
  }

  boolean hasBytecode() {
    return !bytecode.equals(InstallProfile.NO_BYTECODE);
  }
}

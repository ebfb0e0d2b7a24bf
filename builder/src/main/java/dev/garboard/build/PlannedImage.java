package dev.garboard.build;

import dev.garboard.content.Digest;
import dev.garboard.hostbuild.BuildSource;
import dev.garboard.image.RuntimeFacts;
import dev.garboard.image.SelectionLabel;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.pipeline.LayerRecipe;
import dev.garboard.pipeline.ProjectPlan;
import dev.garboard.plan.InstallProfile;
import dev.garboard.plan.LayerKey;
import dev.garboard.plan.PlannedLayer;
import dev.garboard.python.PackageName;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.Selection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A selection and its layers, before any byte.
///
/// @param found what was found out on the way
/// @param bytecode version of the CPython that compiles, or [InstallProfile#NO_BYTECODE]
public record PlannedImage(
    ImageRequest request,
    OpenedBase base,
    Selection selection,
    ProjectPlan plan,
    Found found,
    String bytecode) {

  /// What was found out before the plan.
  ///
  /// @param atHand wheels that had to be located or made
  /// @param lockedVersion of the project as the lockfile has it, empty where it is not installed;
  ///   nothing where the lockfile does not tell
  /// @param facts digest of all that is known of the base
  public record Found(
      Map<PackageName, LocatedWheel> atHand, List<String> lockedVersion, Digest facts) {
    /// Copies.
    public Found {
      atHand = Map.copyOf(atHand);
      lockedVersion = List.copyOf(lockedVersion);
    }
  }

  /// The same with other ways to make the layers that its base adds.
  public PlannedImage withAdditions(List<LayerRecipe> additions) {
    List<LayerRecipe> own = plan.recipes().subList(base.additions().size(), plan.recipes().size());
    ProjectPlan other =
        new ProjectPlan(plan.dependencies(), own, plan.sources(), plan.trees()).over(additions);
    return new PlannedImage(
        request, base.withAdditions(additions), selection, other, found, bytecode);
  }

  /// The keys of its layers, bottom to top.
  public List<LayerKey> keys() {
    return plan.recipes().stream().map(recipe -> recipe.planned().key()).toList();
  }

  /// What a later build needs to take over the layers below the application; empty where they are
  /// not decided by the inputs alone.
  Optional<SelectionLabel> label(RuntimeFacts runtime) throws IOException {
    SelectionInputs inputs = request.inputs();
    boolean told = !plan.trees().stream().anyMatch(BuildSource.Tree::history);
    boolean hashed =
        selection.packages().stream()
            .noneMatch(p -> p.artifact() instanceof Artifact.Wheel w && w.digests().isEmpty());
    if (!inputs.areKnown() || found.lockedVersion().isEmpty() || !told || !hashed) {
      return Optional.empty();
    }
    List<String> sources = plan.trees().stream().map(inputs::path).toList();
    List<SelectionLabel.Layer> layers = new ArrayList<>();
    for (LayerRecipe recipe : plan.recipes()) {
      PlannedLayer layer = recipe.planned();
      if (layer.kind() != PlannedLayer.Kind.APP) {
        String kind = layer.kind().name().toLowerCase(Locale.ROOT);
        layers.add(new SelectionLabel.Layer(kind, layer.label(), layer.key().toString()));
      }
    }
    return Optional.of(
        new SelectionLabel(
            new SelectionLabel.Selection(
                inputs.key(base.image().config().platform(), bytecode, sources),
                base.identity(),
                found.facts(),
                bytecode,
                sources),
            found.lockedVersion().getFirst(),
            layers,
            runtime));
  }

  boolean hasBytecode() {
    return !bytecode.equals(InstallProfile.NO_BYTECODE);
  }
}

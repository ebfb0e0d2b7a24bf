package dev.garboard.cli;

import dev.garboard.base.BaseSystem;
import dev.garboard.base.DebianBases;
import dev.garboard.base.SystemLayer;
import dev.garboard.base.SystemLayers;
import dev.garboard.build.ImageBuild;
import dev.garboard.build.OpenedBase;
import dev.garboard.build.PlannedImage;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.image.BaseImage;
import dev.garboard.image.BaseLocation;
import dev.garboard.layer.Compression;
import dev.garboard.oci.Platform;
import dev.garboard.pipeline.KnownLayers;
import dev.garboard.pipeline.LayerRecipe;
import dev.garboard.plan.InstallProfile;
import dev.garboard.plan.LayerPlanner;
import dev.garboard.plan.PlannedLayer;
import dev.garboard.stage.StageException;
import dev.garboard.tree.FileTree;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The layer of system packages in a plan. Its files are fetched before the layers are written, so
/// that a package that cannot be had is told as such.
record SystemTree(SystemLayer layer) implements LayerRecipe.TreeSource {

  private static final String LABEL = "system";

  /// The base with the layer of its system packages, if any are asked for that it lacks.
  static OpenedBase on(OpenedBase base, Bases bases, Compression compression)
      throws FailureException, StageException, IOException, InterruptedException {
    if (bases.systemPackages().isEmpty() || !(base.image() instanceof BaseImage.Existing image)) {
      return base;
    }
    Platform platform = image.config().platform();
    Bases.requireSupport(base.name(), platform);
    BaseSystem system = bases.systems().of(image, platform);
    SystemLayers layers = bases.debian().systemLayers();
    Optional<SystemLayer> layer =
        BaseLocation.parse(base.name()) instanceof BaseLocation.DebianRelease release
            ? layers.on(release, DebianBases.architecture(platform), system)
            : layers.on(
                new SystemLayers.Foreign(base.name(), DebianBases.architecture(platform), system));
    return layer.isEmpty() ? base : base.withAdditions(List.of(recipe(layer.get(), compression)));
  }

  private static LayerRecipe recipe(SystemLayer layer, Compression compression) throws IOException {
    // Neither Python nor the environment has a part in these bytes.
    InstallProfile profile =
        new InstallProfile("", "", InstallProfile.NO_BYTECODE, compression.keyParameters());
    PlannedLayer planned =
        LayerPlanner.other(PlannedLayer.Kind.SYSTEM, LABEL, layer.keyInputs(), profile);
    return new LayerRecipe.OfTree(planned.withSize(layer.size()), new SystemTree(layer));
  }

  /// The packages in a recipe's layer; none where it is not one of system packages.
  static List<String> packages(LayerRecipe recipe) {
    return recipe instanceof LayerRecipe.OfTree(var _, SystemTree system)
        ? system.layer.packages().stream().map(PackageId::toString).toList()
        : List.of();
  }

  /// An image whose layer of system packages can be written, until it is closed.
  record Fetched(PlannedImage image, List<SystemLayer.Unpacked> unpacked) implements AutoCloseable {
    Fetched {
      unpacked = List.copyOf(unpacked);
    }

    @Override
    public void close() throws IOException {
      for (SystemLayer.Unpacked each : unpacked) {
        each.close();
      }
    }
  }

  /// Fetches the packages where their layer must be written.
  static Fetched fetch(PlannedImage image, ImageBuild build, KnownLayers known)
      throws FailureException, StageException, IOException, InterruptedException {
    List<LayerRecipe> recipes = new ArrayList<>();
    List<SystemLayer.Unpacked> unpacked = new ArrayList<>();
    for (LayerRecipe recipe : image.base().additions()) {
      if (recipe instanceof LayerRecipe.OfTree(PlannedLayer planned, SystemTree system)
          && build.missing(image, known).contains(planned.key())) {
        SystemLayer.Unpacked fetched = system.layer.unpack();
        unpacked.add(fetched);
        recipes.add(new LayerRecipe.OfTree(planned, fetched::tree));
      } else {
        recipes.add(recipe);
      }
    }
    return new Fetched(image.withAdditions(recipes), unpacked);
  }

  /// Must not be asked before [#fetch].
  @Override
  public FileTree open() {
    throw new IllegalStateException("not fetched: " + layer.requested());
  }
}

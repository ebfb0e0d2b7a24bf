package dev.garboard.cli;

import dev.garboard.base.BaseSystem;
import dev.garboard.base.BaseSystems;
import dev.garboard.base.DebianBases;
import dev.garboard.build.BuiltImage;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.base.LibraryNeed;
import dev.garboard.debian.base.MissingLibrary;
import dev.garboard.debian.base.PackageNames;
import dev.garboard.image.AssemblyException;
import dev.garboard.image.BaseImage;
import dev.garboard.image.ImageLayer;
import dev.garboard.pipeline.BuildLog;
import dev.garboard.pipeline.BuildWarning;
import dev.garboard.plan.PlannedLayer;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Holds what the distributions of an image need against what lies below them. The base is read
/// once; its system packages only where it alone does not do.
final class MissingLibraries {

  private MissingLibraries() {}

  static void report(BuiltImage built, List<LibraryNeed> needs, Bases bases, BuildLog log)
      throws AssemblyException, FailureException, IOException {
    if (needs.isEmpty()
        || !(built.planned().base().image() instanceof BaseImage.Existing image)
        || !DebianBases.supports(image.config().platform())) {
      return;
    }
    Architecture architecture = DebianBases.architecture(image.config().platform());
    BaseSystems systems = bases.systems();
    BaseSystem base = systems.of(image, image.config().platform());
    List<MissingLibrary> missing = base.libraries().missing(needs, new PackageNames.Unknown());
    int below = image.layers().size() + (int) systemLayers(built);
    if (!missing.isEmpty() && below > image.layers().size()) {
      List<ImageLayer> layers = built.image().layers().subList(0, below);
      base = systems.of(image.location(), layers, architecture);
      missing = base.libraries().missing(needs, new PackageNames.Unknown());
    }
    if (!missing.isEmpty()) {
      PackageNames names = bases.debian().systemLayers().names(architecture, base);
      warn(base.libraries().missing(needs, names), log);
    }
  }

  private static long systemLayers(BuiltImage built) {
    return built.layers().stream()
        .filter(layer -> layer.planned().kind() == PlannedLayer.Kind.SYSTEM)
        .count();
  }

  private static void warn(List<MissingLibrary> missing, BuildLog log) {
    SequencedMap<String, List<MissingLibrary>> byDistribution = new TreeMap<>();
    missing.forEach(each ->
        byDistribution
            .computeIfAbsent(each.need().distribution(), _ -> new ArrayList<>())
            .add(each));
    byDistribution.forEach((distribution, libraries) ->
        log.warning(new BuildWarning.MissingLibraries(distribution, libraries)));
  }
}

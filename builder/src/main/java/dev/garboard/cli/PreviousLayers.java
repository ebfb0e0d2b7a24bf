package dev.garboard.cli;

import dev.garboard.image.NewLayer;
import dev.garboard.layer.LayerBlob;
import dev.garboard.oci.ImageReference;
import dev.garboard.pipeline.KnownLayers;
import dev.garboard.plan.LayerKey;
import dev.garboard.reuse.PreviousImages;
import java.util.List;
import java.util.Optional;

/// Layers of previous images that a plan needs and whose blobs still exist.
final class PreviousLayers {

  /// No registry knows the size of what it stores compressed.
  private static final long UNKNOWN_SIZE = 0;

  private PreviousLayers() {}

  static KnownLayers find(
      Workspace workspace, List<ImageReference> images, ImageBuild.Planned planned)
      throws InterruptedException {
    if (images.isEmpty()) {
      return KnownLayers.NONE;
    }
    List<String> keys =
        planned.plan().recipes().stream().map(r -> r.planned().key().toString()).toList();
    PreviousImages previous =
        PreviousImages.read(
                workspace.registry(), images, planned.base().image().config().platform())
            .verified(workspace.registry(), keys);
    return key -> blob(previous, key);
  }

  private static Optional<LayerBlob> blob(PreviousImages previous, LayerKey key) {
    return previous
        .find(key.toString())
        .map(layer -> layer.asNewLayer("", UNKNOWN_SIZE))
        .map(NewLayer::blob);
  }
}

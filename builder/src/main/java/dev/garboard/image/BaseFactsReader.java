package dev.garboard.image;

import dev.garboard.oci.OciException;
import java.util.Optional;

/// Finds the facts of a base: from its own label, else by reading its layers once.
public final class BaseFactsReader {

  private BaseFactsReader() {}

  /// What the base says of itself; empty when it says nothing, or nothing readable.
  public static Optional<BaseFacts> stated(BaseImage base) {
    String label = base.config().process().labels().getOrDefault(BaseFacts.LABEL, "");
    try {
      return label.isEmpty() ? Optional.empty() : Optional.of(BaseFacts.parse(label));
    } catch (OciException e) {
      return Optional.empty();
    }
  }

  /// The facts of a base. Reads, and verifies, all layers unless the base states its facts.
  ///
  /// @throws AssemblyException when a layer cannot be read
  public static BaseFacts read(BaseImage base) throws AssemblyException {
    Optional<BaseFacts> stated = stated(base);
    if (stated.isPresent()) {
      return stated.get();
    }
    return switch (base) {
      case BaseImage.Scratch _ -> BaseFacts.none();
      case BaseImage.Existing existing -> {
        BaseFiles files = new BaseFiles();
        for (ImageLayer.Remote layer : existing.layers()) {
          LayerScan.read(existing.location(), layer, files);
        }
        yield FactFinder.of(existing.config().process().env(), files).facts();
      }
    };
  }
}

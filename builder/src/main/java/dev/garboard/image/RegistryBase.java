package dev.garboard.image;

import dev.garboard.layer.DiffId;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Platform;
import dev.garboard.registry.PulledImage;
import dev.garboard.registry.Registry;
import dev.garboard.registry.RegistryException;
import java.util.ArrayList;
import java.util.List;

/// A base in a registry: manifest and configuration are pulled, layers only by whoever opens them.
public final class RegistryBase implements BaseSource {

  private final Registry registry;
  private final ImageReference reference;

  /// The base of this name; without tag and digest it is `latest`.
  public RegistryBase(Registry registry, ImageReference reference) {
    this.registry = registry;
    this.reference = reference.withDefaultTag();
  }

  @Override
  public BaseImage open(Platform platform) throws AssemblyException {
    String location = reference.toString();
    try {
      PulledImage pulled = PulledImage.pull(registry, reference, platform);
      List<ImageLayer.Remote> layers = new ArrayList<>();
      for (int i = 0; i < pulled.manifest().layers().size(); i++) {
        Descriptor layer = pulled.manifest().layers().get(i);
        DiffId diffId = new DiffId(pulled.config().diffIds().get(i));
        layers.add(new ImageLayer.Remote(layer, diffId, pulled.blob(registry, layer)));
      }
      return new BaseImage.Existing(
          location, location, pulled.descriptor(), pulled.config(), layers);
    } catch (RegistryException e) {
      throw new AssemblyException(new AssemblyProblem.BaseInRegistry(location, e.problem()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssemblyException(new AssemblyProblem.BaseUnreadable(location, "interrupted"));
    }
  }
}

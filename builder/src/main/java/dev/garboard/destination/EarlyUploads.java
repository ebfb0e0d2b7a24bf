package dev.garboard.destination;

import dev.garboard.image.ImageLayer;
import dev.garboard.parallel.Background;
import dev.garboard.registry.RegistryException;
import dev.garboard.registry.Repository;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Sends layers to registries while others are still being made. No image names them yet, so what
/// fails or is interrupted changes nothing that anyone sees; what could not be sent is tried again,
/// and told, when the image is published. A registry that was waited for in vain here is not waited
/// for again there: each upload is tried once. Reading from it loses no attempt by that.
public final class EarlyUploads implements AutoCloseable {

  private static final int AT_ONCE = 4;

  private final Background background = new Background(AT_ONCE);
  private final Set<Sent> sent = ConcurrentHashMap.newKeySet();
  private final Set<Repository> refused = ConcurrentHashMap.newKeySet();

  private record Sent(Repository repository, String digest) {}

  /// Sends a layer to those of the destinations that are in registries, once to each repository.
  /// Returns at once, and may be called from any thread.
  public void send(ImageLayer layer, List<Destination> destinations) {
    for (Destination destination : destinations) {
      if (destination instanceof RegistryDestination registry
          && sent.add(new Sent(registry.repository(), layer.descriptor().digest().toString()))) {
        background.add(() -> send(layer, registry));
      }
    }
  }

  private void send(ImageLayer layer, RegistryDestination registry) {
    if (refused.contains(registry.repository())) {
      return;
    }
    boolean done = false;
    try {
      registry.send(layer.descriptor(), layer.content());
      done = true;
    } catch (RegistryException e) {
      // Publishing tries again, and tells.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!done) {
        refused.add(registry.repository());
      }
    }
  }

  /// Waits until no layer is on its way any more.
  ///
  /// @throws InterruptedException when the caller was interrupted
  public void finish() throws InterruptedException {
    background.finish();
  }

  /// Stops what is on its way.
  @Override
  public void close() {
    background.close();
  }
}

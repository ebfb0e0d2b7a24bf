package dev.garboard.destination;

import dev.garboard.image.Publishable;

/// A place that images are published to.
public interface Destination {

  /// Brings an image or index there as far as nobody sees it.
  ///
  /// @throws DestinationException when it cannot be; nothing half-written is left
  /// @throws InterruptedException when the thread was interrupted; nothing half-written is left
  Staged stage(Publishable image) throws DestinationException, InterruptedException;

  /// Publishes an image or index: complete, or not at all.
  ///
  /// @throws DestinationException when it cannot be; nothing half-written is left
  /// @throws InterruptedException when the thread was interrupted; nothing half-written is left
  default Published publish(Publishable image) throws DestinationException, InterruptedException {
    try (Staged staged = stage(image)) {
      return staged.commit();
    }
  }

  /// Where to look later whether the place still holds what was published.
  default Evidence evidence(Publishable image) {
    return new Evidence.None();
  }
}

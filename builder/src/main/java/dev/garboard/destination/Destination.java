package dev.garboard.destination;

import dev.garboard.image.Publishable;

/// A place that images are published to.
public interface Destination {

  /// Publishes an image or index: complete, or not at all.
  ///
  /// @throws DestinationException when it cannot be; nothing half-written is left
  /// @throws InterruptedException when the thread was interrupted; nothing half-written is left
  Published publish(Publishable image) throws DestinationException, InterruptedException;
}

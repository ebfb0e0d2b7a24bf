package dev.garboard.destination;

import dev.garboard.image.Image;

/// A place that images are published to.
public interface Destination {

  /// Publishes an image: complete, or not at all.
  ///
  /// @throws DestinationException when it cannot be; nothing half-written is left
  /// @throws InterruptedException when the thread was interrupted; nothing half-written is left
  Published publish(Image image) throws DestinationException, InterruptedException;
}

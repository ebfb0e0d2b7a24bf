package dev.garboard.destination;

/// What a destination holds already, and what nobody sees before [#commit].
public interface Staged extends AutoCloseable {

  /// Gives it its name.
  ///
  /// @throws DestinationException when it cannot be; the name means what it meant before
  /// @throws InterruptedException when the thread was interrupted
  Published commit() throws DestinationException, InterruptedException;

  /// Removes what was not committed.
  @Override
  default void close() throws DestinationException {}
}

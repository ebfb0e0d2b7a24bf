package dev.garboard.store;

import dev.garboard.content.Directories;
import java.io.IOException;

/// A store of its own that goes away.
public record ScratchStore(Store store) implements AutoCloseable {

  /// Removes it.
  ///
  /// @throws IOException when a file cannot be removed
  @Override
  public void close() throws IOException {
    Directories.deleteIfExists(store.root());
  }
}

package dev.garboard.store;

import java.io.IOException;

/// A store of its own that goes away.
public record ScratchStore(Store store) implements AutoCloseable {

  /// Removes it.
  ///
  /// @throws IOException when a file cannot be removed
  @Override
  public void close() throws IOException {
    StoreFiles.deleteTree(store.root());
  }
}

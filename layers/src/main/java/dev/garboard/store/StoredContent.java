package dev.garboard.store;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Content of a store that was found by its name, and is verified by whoever opens it first.
record StoredContent(Store store, Shelf shelf, Digest digest, long size) implements Content {

  @Override
  public InputStream open() throws IOException {
    Path file =
        store
            .find(shelf, digest)
            .orElseThrow(() ->
                new NoSuchFileException(
                    digest.toString(), null, "was damaged in the store, and is removed"));
    return Files.newInputStream(file);
  }

  /// Its name; what is opened is held against it.
  @Override
  public Digest sha256() {
    return digest;
  }
}

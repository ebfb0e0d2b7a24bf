package dev.garboard.debian.archive;

import dev.garboard.content.Digest;
import dev.garboard.store.BlobWriter;
import dev.garboard.store.Shelf;
import dev.garboard.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Keeps packages and indexes in the local store.
public record StoredPackages(Store store) implements ArchiveStore {

  @Override
  public Optional<Path> find(Digest digest) throws IOException {
    return store.find(Shelf.BASES, digest);
  }

  @Override
  public Path keep(Digest digest, Path file) throws IOException {
    try (BlobWriter out = store.newBlobHashedElsewhere(Shelf.BASES)) {
      long size = Files.copy(file, out);
      return out.commit(digest, size).file();
    }
  }
}

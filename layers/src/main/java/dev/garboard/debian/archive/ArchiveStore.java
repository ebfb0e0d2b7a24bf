package dev.garboard.debian.archive;

import dev.garboard.content.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Keeps verified files by digest between builds.
public interface ArchiveStore {

  /// The file with this digest, if it is kept; verified.
  ///
  /// @throws IOException when the store cannot be read
  Optional<Path> find(Digest digest) throws IOException;

  /// Takes over a verified file and returns where it now lies.
  ///
  /// @throws IOException when the store cannot be written
  Path keep(Digest digest, Path file) throws IOException;
}

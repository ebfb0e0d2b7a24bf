package dev.garboard.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/// Unpacks an interpreter from what another visitor looks at, too. An entry that cannot be placed
/// ends the unpacking alone: the other one sees all of them.
final class UnpackingVisitor implements LayerVisitor {

  private final InterpreterFiles files;
  private final LayerVisitor other;
  private boolean complete = true;

  UnpackingVisitor(InterpreterFiles files, LayerVisitor other) {
    this.files = files;
    this.other = other;
  }

  boolean isComplete() {
    return complete;
  }

  @Override
  public void beginLayer() {
    other.beginLayer();
  }

  @Override
  public void add(TarArchiveEntry entry, InputStream content) throws IOException {
    Optional<Path> file = complete ? place(entry) : Optional.empty();
    if (file.isEmpty()) {
      other.add(entry, content);
      return;
    }
    InterpreterFiles.fill(file.get(), entry, content);
    try (InputStream again = Files.newInputStream(file.get())) {
      other.add(entry, again);
    }
  }

  private Optional<Path> place(TarArchiveEntry entry) {
    try {
      return files.place(entry);
    } catch (IOException e) {
      complete = false;
      return Optional.empty();
    }
  }
}

package dev.garboard.image;

import dev.garboard.content.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// An image layout in a directory.
record DirectoryFiles(Path directory) implements LayoutFiles {
  @Override
  public Optional<Content> file(String path) throws IOException {
    Path file = directory.resolve(path);
    return Files.isRegularFile(file) ? Optional.of(Content.of(file)) : Optional.empty();
  }
}

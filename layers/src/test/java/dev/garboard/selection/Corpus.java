package dev.garboard.selection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Real projects and uv's answers for them, kept outside the repository.
final class Corpus {

  private Corpus() {}

  /// The directory that the property `garboard.corpus` or the variable `GARBOARD_CORPUS` names,
  /// else `shared/corpus` beside the checkout.
  static Optional<Path> find() {
    String named = System.getProperty("garboard.corpus", System.getenv("GARBOARD_CORPUS"));
    if (named != null) {
      return Optional.of(Path.of(named)).filter(Files::isDirectory);
    }
    for (Path directory = Path.of("").toAbsolutePath();
        directory != null;
        directory = directory.getParent()) {
      Path candidate = directory.resolve("shared").resolve("corpus");
      if (Files.isDirectory(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}

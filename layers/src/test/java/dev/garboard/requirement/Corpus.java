package dev.garboard.requirement;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The corpus: the system property `garboard.corpus`, the variable `GARBOARD_CORPUS`, or
/// `shared/corpus` beside the checkout or beside one of the directories that hold it.
public final class Corpus {
  private Corpus() {}

  public static Optional<Path> find() {
    String named = first(System.getProperty("garboard.corpus"), System.getenv("GARBOARD_CORPUS"));
    if (named != null) {
      return Optional.of(Path.of(named)).filter(Files::isDirectory);
    }
    for (Path at = Checkout.root().getParent(); at != null; at = at.getParent()) {
      Path corpus = at.resolve("shared/corpus");
      if (Files.isDirectory(corpus)) {
        return Optional.of(corpus);
      }
    }
    return Optional.empty();
  }

  private static @Nullable String first(@Nullable String some, @Nullable String other) {
    return some != null && !some.isEmpty() ? some : other;
  }
}

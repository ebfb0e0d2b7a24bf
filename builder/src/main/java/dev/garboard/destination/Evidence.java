package dev.garboard.destination;

import dev.garboard.oci.ImageReference;
import java.nio.file.Path;
import java.util.List;

/// Where one may look later whether a place still holds what was published there.
public sealed interface Evidence {

  /// Files that are as they were left as long as it does.
  record InFiles(List<Path> files) implements Evidence {
    /// Copies.
    public InFiles {
      files = List.copyOf(files);
    }
  }

  /// Tags that point at its digest as long as it does.
  record InRegistry(List<ImageReference> tags) implements Evidence {
    /// Copies.
    public InRegistry {
      tags = List.copyOf(tags);
    }
  }

  /// There is nothing to look at: it must be published again.
  record None() implements Evidence {}
}

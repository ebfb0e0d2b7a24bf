package dev.garboard.registry;

import dev.garboard.content.Content;
import dev.garboard.oci.Descriptor;
import java.util.List;

/// A blob that a repository shall hold.
///
/// @param content read only if no mount succeeds; may be opened again after a failure
/// @param mountFrom repositories of the same registry that may hold the blob, best first; those of
///   other registries are ignored
public record Upload(Descriptor descriptor, Content content, List<Repository> mountFrom) {

  /// Copies.
  public Upload {
    mountFrom = List.copyOf(mountFrom);
  }

  /// How the blob got there.
  public enum Outcome {
    /// It lay there already.
    FOUND,
    /// The registry linked it from another repository.
    MOUNTED,
    /// Its bytes were sent.
    SENT
  }
}

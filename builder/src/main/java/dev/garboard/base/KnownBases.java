package dev.garboard.base;

import dev.garboard.content.Digest;
import dev.garboard.image.OwnBase;
import dev.garboard.oci.Platform;
import java.util.Optional;

/// Bases of ours that exist somewhere else, such as below an image that was published before; their
/// bytes need not be near. May also know which packages others chose.
@FunctionalInterface
public interface KnownBases {

  /// Knows none.
  KnownBases NONE = (key, platform) -> Optional.empty();

  /// The base of this key.
  Optional<OwnBase> find(Digest key, Platform platform) throws InterruptedException;

  /// The text of a lock that was chosen elsewhere. Nothing of it is trusted to be of any form.
  ///
  /// @param key tells the request and the state of the archive
  default Optional<String> choice(Digest key) throws InterruptedException {
    return Optional.empty();
  }

  /// Takes note of a lock that was chosen here.
  default void chosen(Digest key, String text) {}
}

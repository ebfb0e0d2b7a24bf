package dev.garboard.base;

import dev.garboard.content.Digest;
import dev.garboard.image.OwnBase;
import dev.garboard.oci.Platform;
import java.util.Optional;

/// Bases of ours that exist somewhere else, such as below an image that was published before; their
/// bytes need not be near.
@FunctionalInterface
public interface KnownBases {

  /// Knows none.
  KnownBases NONE = (key, platform) -> Optional.empty();

  /// The base of this key.
  Optional<OwnBase> find(Digest key, Platform platform) throws InterruptedException;
}

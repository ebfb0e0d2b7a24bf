package dev.garboard.image;

import dev.garboard.content.Digest;
import dev.garboard.oci.OciProblem;

/// Where an image is not what its documents say.
public sealed interface ImageFault {

  /// The layout cannot be read at all.
  record Unreadable(String path, String detail) implements ImageFault {}

  /// A blob is not there.
  record MissingBlob(Digest digest) implements ImageFault {}

  /// A blob has another size than its descriptor.
  record WrongSize(Digest digest, long expected, long found) implements ImageFault {}

  /// A blob has another digest than its name.
  record WrongDigest(Digest expected, Digest found) implements ImageFault {}

  /// A layer's tar has another digest than the configuration lists.
  record WrongDiffId(Digest layer, Digest expected, Digest found) implements ImageFault {}

  /// A layer cannot be uncompressed.
  record BrokenLayer(Digest layer, String detail) implements ImageFault {}

  /// Manifest and configuration list different numbers of layers.
  record WrongLayerCount(Digest manifest, int layers, int diffIds) implements ImageFault {}

  /// A document is malformed.
  record Malformed(OciProblem problem) implements ImageFault {}
}

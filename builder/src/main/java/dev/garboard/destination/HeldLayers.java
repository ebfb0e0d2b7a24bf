package dev.garboard.destination;

import dev.garboard.content.Digest;
import dev.garboard.image.Image;
import dev.garboard.image.ImageLayer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which layers of an archive Docker never opens. Its own image store knows a layer by the chain of
/// diffIDs up to it, and reads the archive's file only when it holds no such chain; so what an
/// image there has in common with ours, from the bottom, need not be sent.
final class HeldLayers {

  private HeldLayers() {}

  /// The blobs that need not be sent.
  ///
  /// @param held the diffIDs of each image that the engine has, bottom to top
  static Set<Digest> of(Image image, List<List<String>> held) {
    List<String> wanted = image.config().diffIds().stream().map(Digest::toString).toList();
    int common = held.stream().mapToInt(other -> common(wanted, other)).max().orElse(0);
    Set<Digest> blobs = new HashSet<>();
    for (ImageLayer layer : image.layers().subList(0, common)) {
      blobs.add(layer.descriptor().digest());
    }
    for (ImageLayer layer : image.layers().subList(common, wanted.size())) {
      blobs.remove(layer.descriptor().digest());
    }
    return blobs;
  }

  private static int common(List<String> some, List<String> other) {
    int common = 0;
    while (common < Math.min(some.size(), other.size())
        && some.get(common).equals(other.get(common))) {
      common++;
    }
    return common;
  }
}

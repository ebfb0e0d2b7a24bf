package dev.garboard.environment;

import dev.garboard.content.Digest;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.tree.FileTree;

/// A distribution that an environment shall hold, with the key of what it becomes.
sealed interface Wanted {

  SelectedPackage selected();

  Digest key();

  /// From a wheel.
  ///
  /// @param directUrl content of `direct_url.json`; empty for none
  record OfWheel(SelectedPackage selected, Digest key, String directUrl) implements Wanted {}

  /// A source tree in place.
  ///
  /// @param tree in the neutral layout
  record InPlace(SelectedPackage selected, Digest key, FileTree tree, String distInfo)
      implements Wanted {}

  default String name() {
    return selected().name().value();
  }
}

package dev.garboard.environment;

import dev.garboard.content.Digest;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;

/// A distribution that an environment shall hold, with the key of what it becomes.
sealed interface Wanted {

  SelectedPackage selected();

  Digest key();

  /// Content of `direct_url.json`; empty for none.
  String directUrl();

  /// From a wheel that the lockfile names.
  record Locked(SelectedPackage selected, Digest key, String directUrl) implements Wanted {}

  /// From a wheel that was made here.
  record Made(SelectedPackage selected, Digest key, String directUrl, LocatedWheel wheel)
      implements Wanted {}

  /// Bytes of the wheel as the lockfile has them, else nothing positive.
  default long size() {
    return selected().artifact() instanceof Artifact.Wheel wheel ? wheel.size() : 0;
  }

  default String name() {
    return selected().name().value();
  }
}

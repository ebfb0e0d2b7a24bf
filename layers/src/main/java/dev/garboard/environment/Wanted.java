package dev.garboard.environment;

import dev.garboard.content.Digest;
import dev.garboard.locate.LocatedWheel;
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

  default String name() {
    return selected().name().value();
  }
}

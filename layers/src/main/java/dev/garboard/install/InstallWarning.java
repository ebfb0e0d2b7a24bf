package dev.garboard.install;

import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.WheelWarning;

/// Something odd about an installation that is tolerated; a strict run treats it as an error.
public sealed interface InstallWarning {

  /// The wheel itself is odd.
  record InWheel(WheelWarning warning) implements InstallWarning {}

  /// A script has the name of one that activates the environment.
  record ActivationScript(String name) implements InstallWarning {}

  /// Two parts of one wheel go to one path; the later won.
  record Overwritten(UnixPath path) implements InstallWarning {}

  /// A file of the scripts directory gave way to an entry point of the same name.
  record ShadowedScript(String name) implements InstallWarning {}
}

package dev.garboard.install;

import dev.garboard.tree.FileTree;
import dev.garboard.wheel.DistInfo;
import java.util.List;

/// An installed distribution. The tree's contents come from the wheel's archive and can be read
/// until that is closed.
public record InstalledWheel(FileTree tree, DistInfo distInfo, List<InstallWarning> warnings) {

  /// Copies.
  public InstalledWheel {
    warnings = List.copyOf(warnings);
  }
}

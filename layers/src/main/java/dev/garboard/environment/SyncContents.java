package dev.garboard.environment;

import dev.garboard.locate.LocatedWheel;
import dev.garboard.project.Project;
import dev.garboard.python.PackageName;
import dev.garboard.selection.Selection;
import java.util.Map;

/// What an environment shall hold.
///
/// @param made wheels of all that the selection has no wheel of
public record SyncContents(
    Project project, Selection selection, Map<PackageName, LocatedWheel> made) {
  /// Copies.
  public SyncContents {
    made = Map.copyOf(made);
  }
}

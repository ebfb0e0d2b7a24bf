package dev.garboard.environment;

import java.nio.file.Path;
import java.util.List;

/// What was done to an environment; each distribution as `name==version`, sorted.
///
/// @param created whether the environment is new
public record SyncResult(
    Path prefix, boolean created, List<String> installed, List<String> removed, List<String> kept) {

  /// Copies.
  public SyncResult {
    installed = List.copyOf(installed);
    removed = List.copyOf(removed);
    kept = List.copyOf(kept);
  }

  /// Whether nothing had to be done.
  public boolean unchanged() {
    return !created && installed.isEmpty() && removed.isEmpty();
  }
}

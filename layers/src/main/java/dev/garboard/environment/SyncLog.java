package dev.garboard.environment;

import dev.garboard.install.InstallWarning;

/// What happens while an environment is brought up to date. Calls come from any thread.
public interface SyncLog {

  /// Hears nothing.
  SyncLog SILENT = new SyncLog() {};

  /// A new environment is being made.
  default void creating(HostPython python) {}

  /// What was compared, before anything changes.
  default void planned(int install, int remove, int keep) {}

  /// Wheels are about to be unpacked.
  default void unpacking(int wheels) {}

  /// Something in a wheel that uv tolerates.
  default void warning(String filename, InstallWarning warning) {}
}

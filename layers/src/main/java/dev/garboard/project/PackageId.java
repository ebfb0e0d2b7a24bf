package dev.garboard.project;

import dev.garboard.python.PackageName;

/// What tells locked packages apart.
///
/// @param version as the lockfile has it; empty for a source tree whose version is dynamic
public record PackageId(PackageName name, String version, PackageSource source) {

  @Override
  public String toString() {
    return name + (version.isEmpty() ? "" : "==" + version) + " @ " + source;
  }
}

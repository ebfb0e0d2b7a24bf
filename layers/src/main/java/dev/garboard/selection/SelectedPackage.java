package dev.garboard.selection;

import dev.garboard.project.PackageSource;
import dev.garboard.python.PackageName;
import java.util.List;

/// One package of a [Selection].
///
/// @param version as the lock has it; empty for a source tree whose version is dynamic
/// @param why the names from a root to this package, both included, along the edges that pulled it
///   in first; extras and groups are written as uv does: `app[http]`, `app:dev`
public record SelectedPackage(
    PackageName name, String version, PackageSource source, Artifact artifact, List<String> why) {}

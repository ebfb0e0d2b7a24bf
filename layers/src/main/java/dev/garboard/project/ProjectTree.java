package dev.garboard.project;

import java.nio.file.Path;
import java.util.List;

/// A uv project with its workspace, without its lockfile.
///
/// @param root absolute directory of the workspace, where `uv.lock` lies
/// @param discovered the project that the given directory belongs to
/// @param workspaceRoot the `pyproject.toml` of `root`; the same as `discovered` where that is the
///   root
/// @param members all that were found on disk, the root included where it has a `[project]`, sorted
///   by name
/// @param pythonVersions the requests of the nearest `.python-version` file between the discovered
///   project and the root, one per line, comments left out
public record ProjectTree(
    Path root,
    PyProject discovered,
    PyProject workspaceRoot,
    List<PyProject> members,
    List<String> pythonVersions) {

  /// Copies.
  public ProjectTree {
    members = List.copyOf(members);
    pythonVersions = List.copyOf(pythonVersions);
  }

  /// Where the lockfile lies.
  public Path lockfile() {
    return root.resolve("uv.lock");
  }
}

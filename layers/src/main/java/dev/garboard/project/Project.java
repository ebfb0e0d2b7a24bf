package dev.garboard.project;

import java.nio.file.Path;
import java.util.List;

/// A uv project with its workspace and its lockfile.
public record Project(ProjectTree tree, Lockfile lockfile) {

  /// See [ProjectTree].
  public Path root() {
    return tree.root();
  }

  /// See [ProjectTree].
  public PyProject discovered() {
    return tree.discovered();
  }

  /// See [ProjectTree].
  public PyProject workspaceRoot() {
    return tree.workspaceRoot();
  }

  /// See [ProjectTree].
  public List<PyProject> members() {
    return tree.members();
  }

  /// See [ProjectTree].
  public List<String> pythonVersions() {
    return tree.pythonVersions();
  }
}

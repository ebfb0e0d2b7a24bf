package dev.garboard.pipeline;

import dev.garboard.project.Project;
import dev.garboard.project.PyProject;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;

/// Tells the project itself from the other packages of a selection.
final class OwnTree {

  private OwnTree() {}

  /// Whether the package is the project whose image is built.
  static boolean is(Project project, PyProject member, SelectedPackage selected) {
    return selected.artifact() instanceof Artifact.LocalTree(String path, boolean _)
        && project.root().resolve(path).normalize().equals(member.directory());
  }

  /// Whether it is, and is not installed as a distribution.
  static boolean isNotInstalled(
      ProjectMode mode, Project project, PyProject member, SelectedPackage selected) {
    return mode != ProjectMode.WHEEL && is(project, member, selected);
  }
}

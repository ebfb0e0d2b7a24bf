package dev.garboard.pipeline;

import dev.garboard.hostbuild.BuildSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Decides how much of a local tree a build gets to see: the project's directory, and the whole
/// repository where the project's version may come from its history.
final class SourceTrees {

  private SourceTrees() {}

  static BuildSource.Tree of(Path directory, Map<String, Object> pyproject) {
    if (mayComeFromHistory(pyproject)) {
      for (Path at = directory; at != null; at = at.getParent()) {
        if (Files.exists(at.resolve(".git"))) {
          return new BuildSource.Tree(at, at.relativize(directory).toString(), true);
        }
      }
    }
    return new BuildSource.Tree(directory, "", false);
  }

  private static boolean mayComeFromHistory(Map<String, Object> pyproject) {
    return !(pyproject.get("project") instanceof Map<?, ?> project)
        || (project.get("dynamic") instanceof List<?> dynamic && dynamic.contains("version"));
  }
}

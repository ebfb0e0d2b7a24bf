package dev.garboard.pipeline;

import dev.garboard.hostbuild.BuildSource;
import dev.garboard.project.TomlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Decides how much of a local tree a build gets to see: the project's directory, and the whole
/// repository where the project's version may come from its history.
public final class SourceTrees {

  private SourceTrees() {}

  /// The tree of a local project.
  ///
  /// @throws IOException when its `pyproject.toml` cannot be read
  public static BuildSource.Tree of(Path directory) throws IOException {
    return of(directory, TomlTree.read(directory.resolve("pyproject.toml")));
  }

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

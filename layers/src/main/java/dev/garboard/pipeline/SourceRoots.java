package dev.garboard.pipeline;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds the directory of a source tree that its imports start from: `src` where the modules lie
/// there, as build backends' default layouts have it, else the tree's root.
public final class SourceRoots {

  private SourceRoots() {}

  /// `src`, or the empty text for the tree's root.
  ///
  /// @throws IOException when a directory cannot be read
  public static String find(Path project, String moduleName) throws IOException {
    Path src = project.resolve("src");
    if (holds(src, moduleName)) {
      return "src";
    }
    if (holds(project, moduleName) || !Files.isDirectory(src)) {
      return "";
    }
    return holdsAnyModule(src) ? "src" : "";
  }

  private static boolean holds(Path directory, String moduleName) {
    return Files.isDirectory(directory.resolve(moduleName))
        || Files.isRegularFile(directory.resolve(moduleName + ".py"));
  }

  private static boolean holdsAnyModule(Path directory) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        if (child.toString().endsWith(".py") || Files.isRegularFile(child.resolve("__init__.py"))) {
          return true;
        }
      }
    }
    return false;
  }
}

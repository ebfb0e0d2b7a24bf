package dev.garboard.install;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A module of a source tree and where a wheel has it.
///
/// @param source file or directory, relative to the project's directory
/// @param target relative to the root of the wheel
public record SourceModule(String source, String target) {

  /// The one module of `uv_build`'s default layout: `<root>/<name>`.
  ///
  /// @param moduleRoot `src` by default; empty for the project's directory
  /// @param moduleName dotted for a namespace package
  public static SourceModule uvBuild(String moduleRoot, String moduleName) {
    String path = moduleName.replace('.', '/');
    return new SourceModule(moduleRoot.isEmpty() ? path : moduleRoot + "/" + path, path);
  }

  /// What hatchling packs by default: the first of `<name>/__init__.py`, `src/<name>/__init__.py`,
  /// `<name>.py`, and the one `*/<name>/__init__.py` there is. Empty when none is found, or several
  /// of the last.
  ///
  /// @param distInfoName the project's name with underscores
  public static Optional<SourceModule> hatchling(Path project, String distInfoName)
      throws IOException {
    if (isPackage(project.resolve(distInfoName))) {
      return Optional.of(new SourceModule(distInfoName, distInfoName));
    }
    if (isPackage(project.resolve("src").resolve(distInfoName))) {
      return Optional.of(new SourceModule("src/" + distInfoName, distInfoName));
    }
    String file = distInfoName + ".py";
    if (Files.isRegularFile(project.resolve(file))) {
      return Optional.of(new SourceModule(file, file));
    }
    List<SourceModule> namespaces = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(project)) {
      for (Path child : children) {
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)
            && isPackage(child.resolve(distInfoName))) {
          // The namespace itself is packed, whatever else it holds.
          String namespace = project.relativize(child).toString();
          namespaces.add(new SourceModule(namespace, namespace));
        }
      }
    }
    return namespaces.size() == 1 ? Optional.of(namespaces.getFirst()) : Optional.empty();
  }

  private static boolean isPackage(Path directory) {
    return Files.isRegularFile(directory.resolve("__init__.py"));
  }
}

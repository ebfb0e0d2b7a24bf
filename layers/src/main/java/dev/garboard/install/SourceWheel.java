package dev.garboard.install;

import dev.garboard.content.Content;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Installs a pure-Python source tree as the wheel that `uv_build` or hatchling would build from
/// it, without running either.
public final class SourceWheel {

  private final Path project;
  private final TreeAssembly assembly;

  private SourceWheel(Path project, TreeAssembly assembly) {
    this.project = project;
    this.assembly = assembly;
  }

  /// The tree of a regular installation. The source files must not change until it is written.
  ///
  /// @throws InstallException when a module is missing or a script cannot lie where it belongs
  /// @throws IOException when the source tree cannot be read
  public static FileTree install(
      Path project,
      List<SourceModule> modules,
      ProjectFacts facts,
      InstallLayout layout,
      InstallOptions options)
      throws IOException, InstallException {
    TreeAssembly assembly = new TreeAssembly(layout, List.of());
    SourceWheel wheel = new SourceWheel(project, assembly);
    for (SourceModule module : modules) {
      wheel.add(module);
    }
    return ProjectInstaller.finish(assembly, facts, false, options);
  }

  private void add(SourceModule module) throws IOException {
    Path source = project.resolve(module.source());
    UnixPath target = assembly.layout().scheme().sitePackages().resolve(module.target());
    if (Files.isDirectory(source)) {
      addDirectory(source, target);
    } else if (Files.isRegularFile(source)) {
      addFile(source, target);
    } else {
      assembly.problem(new InstallProblem.MissingModule(module.source()));
    }
  }

  private void addDirectory(Path source, UnixPath target) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(source)) {
      stream.forEach(children::add);
    }
    for (Path child : children) {
      String name = source.relativize(child).toString();
      if (isExcluded(name)) {
        continue;
      }
      if (Files.isDirectory(child)) {
        if (!Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          assembly.problem(
              new InstallProblem.LinkedDirectory(project.relativize(child).toString()));
        } else {
          addDirectory(child, target.resolve(name));
        }
      } else {
        addFile(child, target.resolve(name));
      }
    }
  }

  private void addFile(Path source, UnixPath target) throws IOException {
    // Not Files.isExecutable: for root that asks another question.
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(source);
    boolean executable =
        permissions.contains(PosixFilePermission.OWNER_EXECUTE)
            || permissions.contains(PosixFilePermission.GROUP_EXECUTE)
            || permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
    assembly.record(target, Content.of(source), executable);
  }

  private static boolean isExcluded(String name) {
    return name.equals("__pycache__") || name.endsWith(".pyc") || name.endsWith(".pyo");
  }
}

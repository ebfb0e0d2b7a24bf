package dev.garboard.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// **read**: from a directory to the project, its workspace and its lockfile.
public final class ProjectReader {

  /// Reads the project that the directory belongs to.
  ///
  /// @throws ProjectException with everything that is wrong
  /// @throws IOException when a file that exists cannot be read
  public Project read(Path directory) throws ProjectException, IOException {
    return lock(readTree(directory));
  }

  /// Reads all but the lockfile.
  ///
  /// @throws ProjectException with everything that is wrong
  /// @throws IOException when a file that exists cannot be read
  public ProjectTree readTree(Path directory) throws ProjectException, IOException {
    List<ProjectProblem> problems = new ArrayList<>();
    Workspace workspace =
        WorkspaceReader.discover(directory.toAbsolutePath().normalize(), problems);
    if (!problems.isEmpty()) {
      throw new ProjectException(problems);
    }
    Path root = workspace.root().directory();
    return new ProjectTree(
        root,
        workspace.discovered(),
        workspace.root(),
        workspace.members(),
        pythonVersions(workspace.discovered().directory(), root));
  }

  /// Reads the lockfile of a project.
  ///
  /// @throws ProjectException with everything that is wrong in it
  /// @throws IOException when it cannot be read
  public Project lock(ProjectTree tree) throws ProjectException, IOException {
    List<ProjectProblem> problems = new ArrayList<>();
    if (!Files.isRegularFile(tree.lockfile())) {
      throw new ProjectException(List.of(new ProjectProblem.MissingLockfile(tree.lockfile())));
    }
    Lockfile lockfile = LockfileReader.read("uv.lock", Files.readString(tree.lockfile()), problems);
    if (problems.isEmpty()) {
      checkMembers(tree.members(), lockfile, problems);
    }
    if (!problems.isEmpty()) {
      throw new ProjectException(problems);
    }
    return new Project(tree, lockfile);
  }

  /// Reads the `pyproject.toml` of a source tree that the lockfile names.
  ///
  /// @throws ProjectException with everything that is wrong, a missing file included
  public PyProject tree(Path directory) throws ProjectException, IOException {
    Path file = directory.resolve("pyproject.toml");
    if (!Files.isRegularFile(file)) {
      throw new ProjectException(List.of(new ProjectProblem.MissingPyProject(directory)));
    }
    List<ProjectProblem> problems = new ArrayList<>();
    PyProject project =
        PyProjectReader.read(directory, file.toString(), Files.readString(file), problems);
    if (!problems.isEmpty()) {
      throw new ProjectException(problems);
    }
    return project;
  }

  /// Every path whose state a project that was read depends on; the trees of its members are apart.
  ///
  /// @param directory that was given to [#read]
  /// @throws IOException when a directory cannot be read
  public static Set<Path> dependencies(Path directory, ProjectTree project) throws IOException {
    Set<Path> dependencies = new TreeSet<>();
    for (Path at = directory.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      dependencies.add(at.resolve("pyproject.toml"));
    }
    Path root = project.root();
    for (Path at = project.discovered().directory();
        at != null && at.startsWith(root);
        at = at.getParent()) {
      dependencies.add(at.resolve(".python-version"));
    }
    dependencies.add(project.lockfile());
    project.members().forEach(m -> dependencies.add(m.directory().resolve("pyproject.toml")));
    UvSettings.Workspace workspace = project.workspaceRoot().uv().workspace();
    dependencies.addAll(new WorkspaceGlobs(root, workspace).dependencies());
    return dependencies;
  }

  private static List<String> pythonVersions(Path start, Path root) throws IOException {
    for (Path directory = start;
        directory != null && directory.startsWith(root);
        directory = directory.getParent()) {
      Path file = directory.resolve(".python-version");
      if (Files.isRegularFile(file)) {
        return Files.readAllLines(file).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
      }
    }
    return List.of();
  }

  /// Every member on disk must be in the lockfile once; the reverse is tolerated.
  private static void checkMembers(
      List<PyProject> members, Lockfile lockfile, List<ProjectProblem> problems) {
    for (PyProject member : members) {
      member
          .declared()
          .filter(project -> lockfile.named(project.name()).size() != 1)
          .ifPresent(project ->
              problems.add(
                  new ProjectProblem.MemberNotLocked(
                      project.name(), SourcePosition.of("uv.lock"))));
    }
  }
}

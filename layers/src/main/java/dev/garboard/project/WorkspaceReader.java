package dev.garboard.project;

import dev.garboard.python.PackageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the workspace that a directory belongs to, by uv's rules: the nearest `pyproject.toml`,
/// then its own workspace table or that of the next `pyproject.toml` above.
final class WorkspaceReader {

  private static final String FILE = "pyproject.toml";

  private final Path root;
  private final List<ProjectProblem> problems;

  private WorkspaceReader(Path root, List<ProjectProblem> problems) {
    this.root = root;
    this.problems = problems;
  }

  static Workspace discover(Path directory, List<ProjectProblem> problems)
      throws IOException, ProjectException {
    Path own = nearest(directory);
    if (own == null) {
      throw new ProjectException(List.of(new ProjectProblem.MissingPyProject(directory)));
    }
    PyProject discovered = read(own, own, problems);
    stopAt(problems);
    if (!discovered.uv().project().managed()) {
      throw new ProjectException(
          List.of(new ProjectProblem.UnmanagedProject(SourcePosition.of(FILE))));
    }
    PyProject root = discovered.uv().workspace().declared() ? discovered : rootAbove(discovered);
    List<PyProject> members =
        new WorkspaceReader(root.directory(), problems).members(root, discovered);
    stopAt(problems);
    return new Workspace(discovered, root, members);
  }

  private static void stopAt(List<ProjectProblem> problems) throws ProjectException {
    if (!problems.isEmpty()) {
      throw new ProjectException(problems);
    }
  }

  private static @Nullable Path nearest(@Nullable Path start) {
    Path directory = start;
    while (directory != null && !Files.isRegularFile(directory.resolve(FILE))) {
      directory = directory.getParent();
    }
    return directory;
  }

  private static PyProject read(Path base, Path directory, List<ProjectProblem> problems)
      throws IOException {
    Path file = directory.resolve(FILE);
    String shown = file.startsWith(base) ? base.relativize(file).toString() : file.toString();
    return PyProjectReader.read(directory, shown, Files.readString(file), problems);
  }

  /// Only the next `pyproject.toml` above is asked, and it must name this directory.
  private static PyProject rootAbove(PyProject member) throws IOException, ProjectException {
    Path above = nearest(member.directory().getParent());
    if (above == null) {
      return member;
    }
    List<ProjectProblem> itsProblems = new ArrayList<>();
    PyProject candidate = read(member.directory(), above, itsProblems);
    UvSettings.Workspace workspace = candidate.uv().workspace();
    boolean isRoot =
        workspace.declared() && new WorkspaceGlobs(above, workspace).matches(member.directory());
    // A broken file may hide the workspace table; anything else in an unrelated one is not ours.
    if (isRoot || itsProblems.stream().anyMatch(ProjectProblem.TomlSyntax.class::isInstance)) {
      stopAt(itsProblems);
    }
    return isRoot ? candidate : member;
  }

  private List<PyProject> members(PyProject rootProject, PyProject discovered) throws IOException {
    Map<PackageName, PyProject> byName = new HashMap<>();
    if (rootProject.declared().isPresent()) {
      add(rootProject, byName);
    }
    if (rootProject.uv().workspace().declared()) {
      WorkspaceGlobs globs = new WorkspaceGlobs(root, rootProject.uv().workspace());
      for (Path directory : globs.directories()) {
        if (!directory.equals(root)) {
          member(directory, discovered).ifPresent(project -> add(project, byName));
        }
      }
    }
    return byName.values().stream()
        .sorted(Comparator.comparing(p -> p.declared().orElseThrow().name()))
        .toList();
  }

  private void add(PyProject project, Map<PackageName, PyProject> byName) {
    PackageName name = project.declared().orElseThrow().name();
    PyProject other = byName.putIfAbsent(name, project);
    if (other != null) {
      problems.add(
          new ProjectProblem.DuplicateMember(name, other.directory(), project.directory()));
    }
  }

  private Optional<PyProject> member(Path directory, PyProject discovered) throws IOException {
    SourcePosition where = SourcePosition.of(FILE);
    if (!Files.isRegularFile(directory.resolve(FILE))) {
      if (!WorkspaceGlobs.isHiddenOrEmpty(directory)) {
        problems.add(new ProjectProblem.NotAMember(where, directory, "it has no pyproject.toml"));
      }
      return Optional.empty();
    }
    PyProject project =
        directory.equals(discovered.directory()) ? discovered : read(root, directory, problems);
    if (!project.uv().project().managed()) {
      return Optional.empty();
    }
    if (project.uv().workspace().declared()) {
      problems.add(new ProjectProblem.NotAMember(where, directory, "it is a workspace itself"));
      return Optional.empty();
    }
    if (project.declared().isEmpty()) {
      problems.add(new ProjectProblem.NotAMember(where, directory, "it has no [project] table"));
      return Optional.empty();
    }
    return Optional.of(project);
  }
}

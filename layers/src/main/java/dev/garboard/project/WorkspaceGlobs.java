package dev.garboard.project;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The globs of `[tool.uv.workspace]`, walked one path segment at a time so that nothing beside the
/// named places is visited.
final class WorkspaceGlobs {

  private final Path root;
  private final UvSettings.Workspace workspace;
  private final Set<Path> visited = new TreeSet<>();

  WorkspaceGlobs(Path root, UvSettings.Workspace workspace) {
    this.root = root;
    this.workspace = workspace;
  }

  /// Whether this directory is named and not excluded.
  boolean matches(Path directory) {
    Path relative = root.relativize(directory);
    return workspace.members().stream().anyMatch(glob -> matches(glob, relative))
        && !isExcluded(relative);
  }

  private boolean isExcluded(Path relative) {
    return workspace.exclude().stream().anyMatch(glob -> matches(glob, relative));
  }

  private static boolean matches(String glob, Path relative) {
    return matcher(clean(glob)).matches(relative);
  }

  private static String clean(String glob) {
    String text = glob;
    while (text.startsWith("./")) {
      text = text.substring(2);
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /// In a Java glob `**/x` does not match `x` itself, in uv's it does.
  private static PathMatcher matcher(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob.replace("**/", "{**/,}"));
  }

  /// The directories that the workspace names, excluded ones left out, sorted.
  List<Path> directories() throws IOException {
    Set<Path> found = new TreeSet<>();
    for (String glob : workspace.members()) {
      List<String> segments = List.of(clean(glob).split("/", -1));
      collect(root, segments, found);
    }
    found.removeIf(directory -> isExcluded(root.relativize(directory)));
    return List.copyOf(found);
  }

  /// Every path that the list of directories depends on.
  Set<Path> dependencies() throws IOException {
    Set<Path> dependencies = new TreeSet<>();
    for (Path directory : directories()) {
      dependencies.add(directory.resolve("pyproject.toml"));
    }
    dependencies.addAll(visited);
    return dependencies;
  }

  private void collect(Path directory, List<String> segments, Set<Path> found) throws IOException {
    if (segments.isEmpty()) {
      found.add(directory.normalize());
      return;
    }
    String segment = segments.getFirst();
    List<String> rest = segments.subList(1, segments.size());
    if (segment.equals("**")) {
      collect(directory, rest, found);
      for (Path child : children(directory)) {
        collect(child, segments, found);
      }
    } else if (segment.chars().noneMatch(c -> "*?[{".indexOf(c) >= 0)) {
      Path child = directory.resolve(segment);
      visited.add(child);
      if (Files.isDirectory(child)) {
        collect(child, rest, found);
      }
    } else {
      PathMatcher matcher = matcher(segment);
      for (Path child : children(directory)) {
        if (matcher.matches(directory.relativize(child))) {
          collect(child, rest, found);
        }
      }
    }
  }

  private List<Path> children(Path directory) throws IOException {
    visited.add(directory);
    List<Path> children = new ArrayList<>();
    try (Stream<Path> entries = Files.list(directory)) {
      entries.filter(Files::isDirectory).sorted().forEach(children::add);
    }
    return children;
  }

  /// uv passes over such directories instead of calling them broken members.
  static boolean isHiddenOrEmpty(Path directory) throws IOException {
    Path name = directory.getFileName();
    if (name != null && name.toString().startsWith(".")) {
      return true;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }
}

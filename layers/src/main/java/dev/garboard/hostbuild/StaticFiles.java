package dev.garboard.hostbuild;

import dev.garboard.content.Content;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// The files of the modules: all but bytecode, and for setuptools only what it takes without being
/// told.
final class StaticFiles {

  private final BuildFacts facts;
  private final StaticBackend backend;
  private final SortedMap<String, StaticWheel.Entry> found = new TreeMap<>();

  private StaticFiles(BuildFacts facts, StaticBackend backend) {
    this.facts = facts;
    this.backend = backend;
  }

  static SortedMap<String, StaticWheel.Entry> of(BuildFacts facts, StaticBackend backend)
      throws IOException, NotKnownException {
    StaticFiles files = new StaticFiles(facts, backend);
    for (StaticLayout.Module module : StaticLayout.modules(facts, backend)) {
      files.visit(module.file(), module.path());
    }
    if (backend == StaticBackend.HATCHLING || backend == StaticBackend.POETRY_CORE) {
      files.requireNotIgnored();
    }
    return files.found;
  }

  private void visit(Path file, String path) throws IOException, NotKnownException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (Files.isSymbolicLink(file)) {
      throw new NotKnownException("`" + path + "` is a symbolic link");
    }
    if (Files.isDirectory(file)) {
      if (!name.equals("__pycache__")) {
        try (Stream<Path> children = Files.list(file)) {
          for (Path child : children.toList()) {
            visit(child, path + "/" + child.getFileName());
          }
        }
      }
    } else if (takes(name)) {
      found.put(path, entry(file));
    }
  }

  private boolean takes(String name) throws NotKnownException {
    if (name.endsWith(".pyc") || name.endsWith(".pyo")) {
      return false;
    }
    if (name.endsWith(".so") || name.endsWith(".pyd") || name.equals(".gitignore")) {
      throw new NotKnownException("`" + name + "` lies among the modules");
    }
    return backend != StaticBackend.SETUPTOOLS
        || name.endsWith(".py")
        || name.endsWith(".pyi")
        || name.equals("py.typed");
  }

  static StaticWheel.Entry entry(Path file) throws IOException {
    return new StaticWheel.Entry(
        Content.of(file),
        Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE));
  }

  /// These backends leave out what git ignores. Whether a pattern could match is asked loosely:
  /// only its last name counts, against each name of each path.
  private void requireNotIgnored() throws IOException, NotKnownException {
    for (Path at = facts.directory().toAbsolutePath(); at != null; at = at.getParent()) {
      Path ignore = at.resolve(".gitignore");
      if (Files.isRegularFile(ignore)) {
        for (String line : Files.readAllLines(ignore)) {
          requireNoMatch(line.strip());
        }
      }
      if (Files.exists(at.resolve(".git"))) {
        break;
      }
    }
  }

  private void requireNoMatch(String pattern) throws NotKnownException {
    if (pattern.isEmpty() || pattern.startsWith("#") || pattern.startsWith("!")) {
      return;
    }
    List<String> names = new ArrayList<>(List.of(pattern.split("/", -1)));
    names.removeIf(name -> name.isEmpty() || name.equals("*") || name.equals("**"));
    NotKnownException doubt =
        new NotKnownException("`" + pattern + "` in .gitignore may leave out modules");
    if (names.isEmpty()) {
      throw doubt;
    }
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + names.getLast());
    } catch (PatternSyntaxException e) {
      throw doubt;
    }
    for (String path : found.keySet()) {
      for (Path name : Path.of(path)) {
        if (matcher.matches(name)) {
          throw doubt;
        }
      }
    }
  }
}

package dev.garboard.project;

import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.eclipse.jgit.ignore.IgnoreNode.MatchResult;

/// The rules of gitignore(5): every `.gitignore` from the top of the repository down, and
/// `.git/info/exclude`. A user's global excludes are left out, since they differ between machines.
final class GitIgnore implements IgnoreRules {

  /// One ignore file, and the path of the source tree's root as seen from its directory.
  private record Level(IgnoreNode node, String rootFromHere) {}

  /// Rules of directories above the source tree, nearest first.
  private final List<Level> above = new ArrayList<>();

  private final Map<UnixPath, IgnoreNode> inside = new HashMap<>();

  private GitIgnore() {}

  /// The rules for the source tree at `root`.
  ///
  /// @throws IOException when an ignore file cannot be read
  static GitIgnore of(Path root) throws IOException {
    GitIgnore rules = new GitIgnore();
    Path start = root.toAbsolutePath().normalize();
    Optional<Path> top = repositoryTop(start);
    if (top.isEmpty()) {
      return rules;
    }
    for (Path at = start; at != null && at.startsWith(top.get()); at = at.getParent()) {
      String rootFromHere = at.relativize(start).toString();
      if (!at.equals(start)) {
        rules.add(at.resolve(".gitignore"), rootFromHere);
      }
      if (at.equals(top.get())) {
        rules.add(at.resolve(".git/info/exclude"), rootFromHere);
        break;
      }
    }
    return rules;
  }

  /// The paths outside of the source tree at `root` that its rules depend on.
  static List<Path> dependencies(Path root) {
    List<Path> dependencies = new ArrayList<>();
    for (Path at = root.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      // Of a repository's directory only that it is there counts, and its state changes all day.
      dependencies.add(Files.isDirectory(git) ? git.resolve("config") : git);
      dependencies.add(git.resolve("info/exclude"));
      dependencies.add(at.resolve(".gitignore"));
    }
    return dependencies;
  }

  private static Optional<Path> repositoryTop(Path start) {
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private void add(Path file, String rootFromHere) throws IOException {
    Optional<IgnoreNode> node = read(file);
    if (node.isPresent()) {
      above.add(new Level(node.get(), rootFromHere));
    }
  }

  private static Optional<IgnoreNode> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    IgnoreNode node = new IgnoreNode();
    try (InputStream in = Files.newInputStream(file)) {
      node.parse(in);
    }
    return Optional.of(node);
  }

  @Override
  public void enter(UnixPath directory, Path onDisk) throws IOException {
    read(onDisk.resolve(".gitignore")).ifPresent(node -> inside.put(directory, node));
  }

  @Override
  public boolean ignores(UnixPath path, boolean directory) {
    UnixPath at = path;
    while (!at.isRoot()) {
      at = at.parent();
      IgnoreNode node = inside.get(at);
      if (node != null) {
        String relative =
            at.isRoot() ? path.value() : path.value().substring(at.value().length() + 1);
        MatchResult result = node.isIgnored(relative, directory);
        if (result != MatchResult.CHECK_PARENT) {
          return result == MatchResult.IGNORED;
        }
      }
    }
    for (Level level : above) {
      String relative =
          level.rootFromHere.isEmpty() ? path.value() : level.rootFromHere + "/" + path.value();
      MatchResult result = level.node.isIgnored(relative, directory);
      if (result != MatchResult.CHECK_PARENT) {
        return result == MatchResult.IGNORED;
      }
    }
    return false;
  }

  /// Never: gitignore(5) cannot bring back a file whose directory is left out.
  @Override
  public boolean mayReincludeBelow(UnixPath directory) {
    return false;
  }
}

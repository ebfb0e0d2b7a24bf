package dev.garboard.project;

import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/// Lists the files of a source tree that belong into an image: those that `.dockerignore` leaves if
/// there is one, else those that `.gitignore` leaves, and never what [AlwaysExcluded] names unless
/// an explicit include brings it back.
public final class SourceFiles {

  private final IgnoreRules rules;
  private final DockerIgnore excludes;
  private final DockerIgnore includes;
  private final List<SourceFile> found = new ArrayList<>();
  private final List<Path> visited = new ArrayList<>();
  private final List<Path> leftOut = new ArrayList<>();

  private SourceFiles(IgnoreRules rules, List<String> include, List<String> exclude) {
    this.rules = rules;
    this.includes = new DockerIgnore(include);
    this.excludes = new DockerIgnore(exclude);
  }

  /// Lists the files below `root`, sorted by path. `include` and `exclude` are patterns as in
  /// `.dockerignore`.
  ///
  /// @throws IOException when the tree cannot be read
  public static List<SourceFile> list(Path root, List<String> include, List<String> exclude)
      throws IOException {
    SourceFiles files = survey(root, include, exclude);
    return files.found.stream().sorted((a, b) -> a.path().compareTo(b.path())).toList();
  }

  private static SourceFiles survey(Path root, List<String> include, List<String> exclude)
      throws IOException {
    Path dockerIgnore = root.resolve(".dockerignore");
    IgnoreRules rules =
        Files.isRegularFile(dockerIgnore)
            ? new DockerIgnore(Files.readAllLines(dockerIgnore))
            : GitIgnore.of(root);
    SourceFiles files = new SourceFiles(rules, include, exclude);
    files.visit(UnixPath.ROOT, root, false);
    return files;
  }

  /// Every path that the list and its files depend on besides the patterns: while the state of none
  /// of them changes, both are the same.
  ///
  /// @throws IOException when the tree cannot be read
  public static List<Path> dependencies(Path root, List<String> include, List<String> exclude)
      throws IOException {
    SourceFiles files = survey(root, include, exclude);
    List<Path> dependencies = new ArrayList<>(files.visited);
    files.found.forEach(file -> dependencies.add(file.file()));
    for (Path directory : files.visited) {
      dependencies.add(directory.resolve(".gitignore"));
    }
    for (Path directory : files.leftOut) {
      AlwaysExcluded.MARKERS.forEach(marker -> dependencies.add(directory.resolve(marker)));
    }
    dependencies.add(root.resolve(".dockerignore"));
    dependencies.addAll(GitIgnore.dependencies(root));
    return dependencies;
  }

  private void visit(UnixPath directory, Path onDisk, boolean leftOut) throws IOException {
    visited.add(onDisk);
    rules.enter(directory, onDisk);
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(onDisk)) {
      stream.forEach(children::add);
    }
    for (Path child : children) {
      visitChild(directory.resolve(child.getFileName().toString()), child, leftOut);
    }
  }

  private void visitChild(UnixPath path, Path onDisk, boolean parentLeftOut) throws IOException {
    boolean directory = Files.isDirectory(onDisk, LinkOption.NOFOLLOW_LINKS);
    boolean ignored = rules.ignores(path, directory);
    boolean leftOut =
        parentLeftOut
            || (ignored && !rules.mayReincludeBelow(path))
            || excludes.ignores(path, directory)
            || AlwaysExcluded.matches(path.name(), onDisk, directory);
    if (directory) {
      if (!leftOut || includes.mayMatchBelow(path)) {
        visit(path, onDisk, leftOut);
      } else {
        this.leftOut.add(onDisk);
      }
    } else if (!(leftOut || ignored) || includes.ignores(path, false)) {
      add(path, onDisk);
    }
  }

  private void add(UnixPath path, Path onDisk) throws IOException {
    if (Files.isSymbolicLink(onDisk)) {
      found.add(new SourceFile(path, onDisk, SourceFile.Kind.SYMLINK));
    } else if (Files.isRegularFile(onDisk, LinkOption.NOFOLLOW_LINKS)) {
      // The bit itself: what this user may execute differs between users.
      boolean executable =
          Files.getPosixFilePermissions(onDisk).contains(PosixFilePermission.OWNER_EXECUTE);
      found.add(
          new SourceFile(
              path, onDisk, executable ? SourceFile.Kind.EXECUTABLE : SourceFile.Kind.PLAIN));
    }
  }
}

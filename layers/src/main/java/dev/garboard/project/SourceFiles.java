package dev.garboard.project;

import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
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

  /// Lists the files below `root`. `include` and `exclude` are patterns as in `.dockerignore`.
  ///
  /// @throws IOException when the tree cannot be read
  public static SourceListing list(Path root, List<String> include, List<String> exclude)
      throws IOException {
    Path dockerIgnore = root.resolve(".dockerignore");
    IgnoreRules rules =
        Files.isRegularFile(dockerIgnore)
            ? new DockerIgnore(Files.readAllLines(dockerIgnore))
            : GitIgnore.of(root);
    SourceFiles files = new SourceFiles(rules, include, exclude);
    files.visit(UnixPath.ROOT, root, false);
    files.found.sort((a, b) -> a.path().compareTo(b.path()));
    return new SourceListing(files.found, files.dependencies(root));
  }

  private List<Path> dependencies(Path root) {
    List<Path> dependencies = new ArrayList<>(visited);
    found.forEach(file -> dependencies.add(file.file()));
    for (Path directory : visited) {
      dependencies.add(directory.resolve(".gitignore"));
    }
    for (Path directory : leftOut) {
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
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    for (Path child : children) {
      try {
        visitChild(directory.resolve(child.getFileName().toString()), child, leftOut);
      } catch (NoSuchFileException e) {
        // Editors leave files for a moment.
      }
    }
  }

  private void visitChild(UnixPath path, Path onDisk, boolean parentLeftOut) throws IOException {
    PosixFileAttributes attributes;
    try {
      attributes =
          Files.readAttributes(onDisk, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (AccessDeniedException e) {
      if (parentLeftOut || rules.ignores(path, false) || excludes.ignores(path, false)) {
        return;
      }
      throw e;
    }
    boolean directory = attributes.isDirectory();
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
      add(path, onDisk, attributes);
    }
  }

  private void add(UnixPath path, Path onDisk, PosixFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      found.add(new SourceFile(path, onDisk, SourceFile.Kind.SYMLINK));
    } else if (attributes.isRegularFile()) {
      // The bit itself: what this user may execute differs between users.
      boolean executable = attributes.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
      found.add(
          new SourceFile(
              path, onDisk, executable ? SourceFile.Kind.EXECUTABLE : SourceFile.Kind.PLAIN));
    }
  }
}

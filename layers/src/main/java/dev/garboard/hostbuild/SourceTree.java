package dev.garboard.hostbuild;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A source tree as a build sees it: without version control (unless its history is asked for),
/// virtual environments, bytecode and what an earlier setuptools build left in `build/`.
///
/// Links that stay inside the tree are kept, others are read through.
final class SourceTree {

  private static final Pattern LEFT_BY_SETUPTOOLS =
      Pattern.compile("build/(lib|lib\\.[^/]*|bdist\\.[^/]*)");
  private static final int DEPTH_LIMIT = 64;
  private static final FileTime TIME =
      FileTime.from(Instant.ofEpochSecond(Long.parseLong(CleanEnvironment.SOURCE_DATE_EPOCH)));

  private final Path root;
  private final boolean history;
  private final SortedMap<UnixPath, Entry> entries = new TreeMap<>();
  private final List<Path> dependencies = new ArrayList<>();

  private SourceTree(Path root, boolean history) {
    this.root = root;
    this.history = history;
  }

  private sealed interface Entry {
    record Folder() implements Entry {}

    record Plain(Path file, boolean executable) implements Entry {}

    record Link(String target) implements Entry {}
  }

  /// Lists a tree.
  static SourceTree list(Path root, boolean history) throws IOException {
    SourceTree tree = new SourceTree(root.toRealPath(), history);
    tree.visit(UnixPath.ROOT, tree.root, 0);
    return tree;
  }

  private void visit(UnixPath at, Path directory, int depth) throws IOException {
    if (depth > DEPTH_LIMIT) {
      throw new IOException("directories nested deeper than " + DEPTH_LIMIT + ": " + directory);
    }
    dependOn(at, directory);
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        UnixPath path = at.resolve(child.getFileName().toString());
        if (leftOut(path, child)) {
          dependencies.add(child.resolve("pyvenv.cfg"));
        } else {
          add(path, child, depth);
        }
      }
    }
  }

  /// What git keeps for itself changes all day.
  private void dependOn(UnixPath at, Path file) {
    if (!isInRepository(at.value()) || namesCommits(at.value())) {
      dependencies.add(file);
    }
  }

  private static boolean isInRepository(String path) {
    return path.equals(".git") || path.startsWith(".git/");
  }

  /// Every path whose state the digest depends on.
  List<Path> dependencies() {
    return List.copyOf(dependencies);
  }

  private boolean leftOut(UnixPath path, Path file) {
    return switch (path.name()) {
      case ".git" -> !history || !path.parent().isRoot();
      case "__pycache__" -> true;
      default ->
          LEFT_BY_SETUPTOOLS.matcher(path.value()).matches()
              || Files.exists(file.resolve("pyvenv.cfg"));
    };
  }

  private void add(UnixPath path, Path file, int depth) throws IOException {
    if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      dependOn(path, file);
    }
    if (Files.isSymbolicLink(file) && staysInside(file)) {
      entries.put(path, new Entry.Link(Files.readSymbolicLink(file).toString()));
    } else if (Files.isDirectory(file)) {
      entries.put(path, new Entry.Folder());
      visit(path, file, depth + 1);
    } else if (Files.isRegularFile(file)) {
      // The bit itself: what this user may execute differs between users.
      boolean executable =
          Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
      entries.put(path, new Entry.Plain(file, executable));
    }
  }

  private boolean staysInside(Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    Path parent = link.getParent();
    return !target.isAbsolute()
        && parent != null
        && parent.toRealPath().resolve(target).normalize().startsWith(root);
  }

  /// SHA-256 over sorted paths, kinds, executable bits and bytes. Of `.git` only what names commits
  /// counts: its objects are named by their digests.
  Digest digest() throws IOException {
    MessageDigest state = Hashing.newSha256();
    for (Map.Entry<UnixPath, Entry> entry : entries.entrySet()) {
      String path = entry.getKey().value();
      if (path.startsWith(".git/") && !namesCommits(path)) {
        continue;
      }
      String fact =
          switch (entry.getValue()) {
            case Entry.Folder _ -> "d";
            case Entry.Link(String target) -> "l" + target;
            case Entry.Plain(Path file, boolean executable) ->
                (executable ? "x" : "f") + Hashing.sha256(Content.of(file));
          };
      state.update((path + "\0" + fact + "\0").getBytes(StandardCharsets.UTF_8));
    }
    return Digest.sha256(state.digest());
  }

  private static boolean namesCommits(String path) {
    return path.equals(".git/HEAD")
        || path.equals(".git/packed-refs")
        || path.equals(".git/refs")
        || path.startsWith(".git/refs/");
  }

  /// Copies into an empty directory: modes 0644 and 0755, one constant time.
  void copyTo(Path directory) throws IOException {
    for (Map.Entry<UnixPath, Entry> entry : entries.entrySet()) {
      Path to = directory.resolve(entry.getKey().value());
      switch (entry.getValue()) {
        case Entry.Folder _ -> Files.createDirectories(to);
        case Entry.Link(String target) -> Files.createSymbolicLink(to, Path.of(target));
        case Entry.Plain(Path file, boolean executable) -> copyFile(file, to, executable);
      }
    }
    for (UnixPath path : entries.keySet()) {
      Path copy = directory.resolve(path.value());
      if (!Files.isSymbolicLink(copy) && Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS)) {
        Files.setLastModifiedTime(copy, TIME);
      }
    }
  }

  private static void copyFile(Path file, Path to, boolean executable) throws IOException {
    Files.copy(file, to);
    Files.setPosixFilePermissions(
        to, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    Files.setLastModifiedTime(to, TIME);
  }
}

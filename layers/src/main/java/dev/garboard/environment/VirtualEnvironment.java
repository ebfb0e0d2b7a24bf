package dev.garboard.environment;

import dev.garboard.install.BaseInterpreter;
import dev.garboard.install.EnvironmentSkeleton;
import dev.garboard.install.InstallLayout;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeDirectoryWriter;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// The directory of a virtual environment (PEP 405), existing or to be made.
///
/// @param prefix absolute
/// @param kind what lies there
public record VirtualEnvironment(Path prefix, Kind kind) {

  static final String LOCK = ".lock";
  static final String ORIGIN = "origin";
  private static final Set<String> NOTHING =
      Set.of(LOCK, EnvironmentState.FILE, EnvironmentState.FILE + ".new");

  /// What lies in the directory.
  public enum Kind {
    /// Nothing, or no directory.
    ABSENT,
    /// An environment that we made, or began to make.
    OURS,
    /// An environment that uv made.
    OF_UV,
    /// Any other environment.
    FOREIGN
  }

  /// Looks at a path; changes nothing.
  ///
  /// @throws EnvironmentException when it is a file, or a directory that holds something else
  public static VirtualEnvironment at(Path path) throws EnvironmentException, IOException {
    Path prefix = path.toAbsolutePath().normalize();
    if (!Files.exists(prefix, LinkOption.NOFOLLOW_LINKS)) {
      return new VirtualEnvironment(prefix, Kind.ABSENT);
    }
    if (!Files.isDirectory(prefix)) {
      throw new EnvironmentException(new EnvironmentProblem.NotADirectory(prefix));
    }
    if (EnvironmentState.exists(prefix)) {
      String origin = EnvironmentState.read(prefix).fact(ORIGIN);
      return new VirtualEnvironment(prefix, origin.isEmpty() ? Kind.OURS : Kind.valueOf(origin));
    }
    Path config = prefix.resolve("pyvenv.cfg");
    if (Files.isRegularFile(config)) {
      String text = Files.readString(config, StandardCharsets.UTF_8);
      boolean uv = text.lines().anyMatch(line -> line.matches("uv\\s*=.*"));
      return new VirtualEnvironment(prefix, uv ? Kind.OF_UV : Kind.FOREIGN);
    }
    if (!isEmpty(prefix)) {
      throw new EnvironmentException(new EnvironmentProblem.NotAnEnvironment(prefix));
    }
    return new VirtualEnvironment(prefix, Kind.ABSENT);
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        if (!NOTHING.contains(directory.relativize(child).toString())) {
          return false;
        }
      }
    }
    return true;
  }

  /// The interpreter's place in it.
  public Path interpreter() {
    return prefix.resolve("bin", "python");
  }

  /// What stays although it is not selected, as uv has it.
  Set<String> tools(HostPython python) {
    return switch (kind) {
      case ABSENT, OURS, OF_UV -> Set.of();
      case FOREIGN ->
          python.minor() < 12 ? Set.of("pip", "uv", "setuptools", "wheel") : Set.of("pip", "uv");
    };
  }

  /// Writes, or repairs, the files that make it an environment.
  ///
  /// @param used where the environment will be used
  void writeSkeleton(Path used, BaseInterpreter base, String prompt) throws IOException {
    UnixPath root = UnixPath.of(used.toString());
    InstallLayout layout = InstallLayout.venv(root, base.minor(), base.freeThreaded());
    FileTree absolute = EnvironmentSkeleton.tree(layout, base, prompt, "garboard");
    FileTree.TreeWriter relative = FileTree.writer();
    for (Map.Entry<UnixPath, TreeEntry> entry : absolute.entries().entrySet()) {
      if (!entry.getKey().equals(root)) {
        String below = entry.getKey().value().substring(root.value().length() + 1);
        relative.put(UnixPath.of(below), entry.getValue());
      }
    }
    FileTree tree = relative.tree();
    NamedFailure.of(prefix, () -> new TreeDirectoryWriter(prefix).write(tree));
  }
}

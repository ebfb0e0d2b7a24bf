package dev.garboard.environment;

import dev.garboard.content.Hashing;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// The directory that holds environments by name, where nobody says another place.
///
/// @param directory absolute; need not exist yet
public record CentralStore(Path directory) {

  private static final int HASH_LENGTH = 8;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]{0,100}");

  /// Whether a text can be the name of an environment.
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// The environment of this name.
  public Path resolve(String name) {
    return directory.resolve(name);
  }

  /// The name that a project's environment has by default: readable, and another one for another
  /// directory of the same name, and for another platform, since machines may share the store.
  ///
  /// @param project the project's name; empty when it has none
  /// @param root the project's directory
  public static String nameFor(String project, Path root, HostPython python) {
    String readable = project.isEmpty() ? String.valueOf(root.getFileName()) : project;
    String plain = readable.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9_]+", "");
    return String.join(
        "-",
        plain.isEmpty() ? "project" : plain,
        "3." + python.minor() + (python.freeThreaded() ? "t" : ""),
        Hashing.sha256(root + "\n" + python.platformName()).hex().substring(0, HASH_LENGTH));
  }

  /// All environments, sorted by name.
  ///
  /// @throws IOException when the directory cannot be read
  public List<StoredEnvironment> environments() throws IOException {
    List<StoredEnvironment> found = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        if (EnvironmentState.exists(child)) {
          found.add(new StoredEnvironment(child, EnvironmentState.read(child)));
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    found.sort(Comparator.comparing(StoredEnvironment::name));
    return found;
  }

  /// What a project that moved has left behind: environments of the same project's name and Python
  /// as its own would be, whose project is gone. None for an environment that lies elsewhere.
  ///
  /// @param own where the project's own environment lies now
  /// @throws IOException when the directory cannot be read
  public List<StoredEnvironment> leftBehind(Path own) throws IOException {
    if (!directory.equals(own.getParent())) {
      return List.of();
    }
    String name = String.valueOf(own.getFileName());
    String stem = name.substring(0, name.lastIndexOf('-') + 1);
    return environments().stream()
        .filter(each -> each.isOrphaned() && each.name().startsWith(stem))
        .toList();
  }

  /// The environment of this name, or the only one whose name begins so.
  ///
  /// @throws EnvironmentException when there is none, or several
  public StoredEnvironment find(String name) throws EnvironmentException, IOException {
    List<StoredEnvironment> candidates = new ArrayList<>();
    for (StoredEnvironment each : environments()) {
      if (each.name().equals(name)) {
        return each;
      }
      if (each.name().startsWith(name)) {
        candidates.add(each);
      }
    }
    if (candidates.size() != 1) {
      throw new EnvironmentException(
          new EnvironmentProblem.UnclearName(
              name, candidates.stream().map(StoredEnvironment::name).toList()));
    }
    return candidates.getFirst();
  }
}

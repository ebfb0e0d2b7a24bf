package dev.garboard.environment;

import dev.garboard.content.Hashing;
import java.nio.file.Path;
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
  /// directory of the same name.
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
        Hashing.sha256(root.toString()).hex().substring(0, HASH_LENGTH));
  }
}

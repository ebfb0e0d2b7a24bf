package dev.garboard.freshness;

import dev.garboard.freshness.Freshness.Doubt.Reason;
import dev.garboard.project.TomlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What uv's resolver listens to besides the project: its variables, and its configuration for the
/// user and the machine.
///
/// It is not evaluated: what such a setting does to a lockfile depends on more than it says. It is
/// a doubt, and it may be the reason of a difference in the settings that it can stand for.
///
/// @param variables of the environment
/// @param configurations files that uv reads where they exist
public record UvSurroundings(Map<String, String> variables, List<Path> configurations) {

  /// A project alone in the world.
  public static final UvSurroundings NONE = new UvSurroundings(Map.of(), List.of());

  /// Keys of `uv.toml` that change what is locked.
  private static final Set<String> KEYS =
      Set.of(
          "index",
          "index-url",
          "extra-index-url",
          "find-links",
          "no-index",
          "resolution",
          "prerelease",
          "prerelease-package",
          "fork-strategy",
          "exclude-newer",
          "exclude-newer-package",
          "minimum-libc-version",
          "no-sources",
          "no-sources-package",
          "dependency-metadata");

  private static final Set<String> VARIABLES =
      Set.of(
          "UV_DEFAULT_INDEX",
          "UV_INDEX",
          "UV_INDEX_URL",
          "UV_EXTRA_INDEX_URL",
          "UV_FIND_LINKS",
          "UV_NO_INDEX",
          "UV_RESOLUTION",
          "UV_PRERELEASE",
          "UV_FORK_STRATEGY",
          "UV_EXCLUDE_NEWER",
          "UV_NO_SOURCES",
          "UV_NO_SOURCES_PACKAGE");

  /// Copies.
  public UvSurroundings {
    variables = Map.copyOf(variables);
    configurations = List.copyOf(configurations);
  }

  /// Those of a process with these variables.
  public static UvSurroundings of(Map<String, String> variables) {
    return new UvSurroundings(variables, configurations(variables));
  }

  /// The user's, then the machine's; a file that is named stands for all.
  private static List<Path> configurations(Map<String, String> variables) {
    if (isSet(variables, "UV_NO_CONFIG")) {
      return List.of();
    }
    if (isSet(variables, "UV_CONFIG_FILE")) {
      return List.of(Path.of(variables.get("UV_CONFIG_FILE")));
    }
    List<Path> files = new ArrayList<>();
    if (isSet(variables, "XDG_CONFIG_HOME")) {
      files.add(Path.of(variables.get("XDG_CONFIG_HOME"), "uv", "uv.toml"));
    } else if (isSet(variables, "HOME")) {
      files.add(Path.of(variables.get("HOME"), ".config", "uv", "uv.toml"));
    }
    String system = variables.getOrDefault("XDG_CONFIG_DIRS", "");
    for (String directory : (system.isEmpty() ? "/etc/xdg" : system).split(":", -1)) {
      files.add(Path.of(directory, "uv", "uv.toml"));
    }
    files.add(Path.of("/etc/uv/uv.toml"));
    return files;
  }

  private static boolean isSet(Map<String, String> variables, String name) {
    return !variables.getOrDefault(name, "").isEmpty();
  }

  /// Whether there is none: no variable is set, and no configuration file exists.
  public boolean areSilent() {
    return VARIABLES.stream().noneMatch(name -> isSet(variables, name))
        && configurations.stream().noneMatch(Files::exists);
  }

  /// Whether a difference in this key may be theirs.
  static boolean mayExplain(String key) {
    String[] parts = key.split("\\.", 4);
    return parts.length > 2
        && parts[0].equals("tool")
        && parts[1].equals("uv")
        && KEYS.contains(parts[2]);
  }

  /// Notes each setting that is there.
  void note(Findings findings) throws IOException {
    for (String name : new TreeSet<>(VARIABLES)) {
      if (isSet(variables, name)) {
        findings.surrounding(name, "", Reason.SURROUNDINGS);
      }
    }
    for (Path file : configurations) {
      if (!Files.exists(file)) {
        continue;
      }
      Map<String, Object> settings = TomlTree.read(file);
      if (settings.isEmpty() && Files.size(file) > 0) {
        findings.surrounding(file.toString(), "", Reason.UNREADABLE);
      }
      for (String key : new TreeSet<>(settings.keySet())) {
        if (KEYS.contains(key)) {
          findings.surrounding(file.toString(), key, Reason.SURROUNDINGS);
        }
      }
    }
  }
}

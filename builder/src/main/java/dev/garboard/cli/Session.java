package dev.garboard.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// The process that a command runs in, as values: what commands may know of the world outside.
///
/// @param directory the current directory, absolute
/// @param out for the result alone
/// @param err for everything else
/// @param architecture of this machine, as image platforms spell it
/// @param processors how many threads may compute
record Session(
    Map<String, String> environment,
    Path directory,
    PrintStream out,
    PrintStream err,
    InstantSource clock,
    String architecture,
    int processors) {

  /// The variable that names the user's file of settings.
  static final String SETTINGS_FILE = "GARBOARD_CONFIG_FILE";

  Session {
    environment = Map.copyOf(environment);
  }

  /// A variable, empty when it is not set.
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /// The store's directory: `GARBOARD_CACHE_DIR`, else below `XDG_CACHE_HOME`, else below the home
  /// directory.
  Path cacheDirectory() {
    if (!variable("GARBOARD_CACHE_DIR").isEmpty()) {
      return directory.resolve(variable("GARBOARD_CACHE_DIR"));
    }
    if (!variable("XDG_CACHE_HOME").isEmpty()) {
      return Path.of(variable("XDG_CACHE_HOME"), "garboard");
    }
    return Path.of(variable("HOME").isEmpty() ? "/tmp" : variable("HOME"), ".cache", "garboard");
  }

  /// The user's file of settings: `GARBOARD_CONFIG_FILE`, else below `XDG_CONFIG_HOME`, else below
  /// the home directory. It need not exist.
  Path settingsFile() {
    if (!variable(SETTINGS_FILE).isEmpty()) {
      return directory.resolve(variable(SETTINGS_FILE));
    }
    Path settings =
        variable("XDG_CONFIG_HOME").isEmpty()
            ? Path.of(variable("HOME").isEmpty() ? "/nonexistent" : variable("HOME"), ".config")
            : Path.of(variable("XDG_CONFIG_HOME"));
    return settings.resolve("garboard/garboard.toml");
  }

  /// Where uv keeps the interpreters that it has installed; the directory need not exist.
  List<Path> uvPythons() {
    if (!variable("UV_PYTHON_INSTALL_DIR").isEmpty()) {
      return List.of(directory.resolve(variable("UV_PYTHON_INSTALL_DIR")));
    }
    if (!variable("XDG_DATA_HOME").isEmpty()) {
      return List.of(Path.of(variable("XDG_DATA_HOME"), "uv", "python"));
    }
    return variable("HOME").isEmpty()
        ? List.of()
        : List.of(Path.of(variable("HOME"), ".local", "share", "uv", "python"));
  }

  /// Whether the network is forbidden by a variable.
  boolean offline() {
    return isTrue("GARBOARD_OFFLINE") || isTrue("UV_OFFLINE");
  }

  private boolean isTrue(String name) {
    String value = variable(name);
    return value.equals("1") || value.equalsIgnoreCase("true") || value.equalsIgnoreCase("yes");
  }
}

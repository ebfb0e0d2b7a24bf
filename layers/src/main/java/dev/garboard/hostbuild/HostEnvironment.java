package dev.garboard.hostbuild;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a build may know of this machine, as values.
///
/// @param variables the process's variables; builds see only an allow-list of them
/// @param path directories in which tools are looked for, in order
/// @param interpreters CPython executables to prefer over those on `path`
/// @param home the user's home directory: for credentials in git and netrc, never for builds
/// @param platform operating system and architecture, for cache keys only: `linux-x86_64`
public record HostEnvironment(
    Map<String, String> variables,
    List<Path> path,
    List<Path> interpreters,
    Path home,
    String platform) {

  /// Copies.
  public HostEnvironment {
    variables = Map.copyOf(variables);
    path = List.copyOf(path);
    interpreters = List.copyOf(interpreters);
  }
}

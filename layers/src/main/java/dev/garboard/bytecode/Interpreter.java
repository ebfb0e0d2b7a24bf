package dev.garboard.bytecode;

import java.util.List;
import java.util.Map;

/// A CPython that this machine can run.
///
/// @param command program and leading arguments, for example a dynamic loader with its library path
///   and then `python3.13`
/// @param environment the whole environment of the process; nothing else is passed on
/// @param version full `X.Y.Z`; it decides the bytes
public record Interpreter(List<String> command, Map<String, String> environment, String version) {

  /// Copies.
  public Interpreter {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /// The tag in the names of cached files: `cpython-313`.
  String cacheTag() {
    String[] parts = version.split("\\.", -1);
    return "cpython-" + parts[0] + parts[1];
  }
}

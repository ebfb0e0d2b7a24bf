package dev.garboard.environment;

import dev.garboard.tree.UnixPath;

/// A file of an unpacked wheel.
///
/// @param path in the neutral layout
record UnpackedFile(UnixPath path, Kind kind) {

  /// What becomes of it in an environment.
  enum Kind {
    /// Linked or copied, 0644.
    PLAIN('f', false),
    /// Linked or copied, 0755.
    EXECUTABLE('x', true),
    /// A launcher: written anew for the environment's interpreter.
    LAUNCHER('l', true),
    /// A script of the wheel: its first line is written anew.
    SCRIPT('s', true);

    private final char letter;
    private final boolean executable;

    Kind(char letter, boolean executable) {
      this.letter = letter;
      this.executable = executable;
    }

    boolean executable() {
      return executable;
    }

    boolean isTemplate() {
      return this == LAUNCHER || this == SCRIPT;
    }
  }

  String line() {
    return kind.letter + path.value();
  }

  /// @throws IllegalArgumentException when it is no such line
  static UnpackedFile parse(String line) {
    for (Kind kind : Kind.values()) {
      if (!line.isEmpty() && line.charAt(0) == kind.letter) {
        return new UnpackedFile(new UnixPath(line.substring(1)), kind);
      }
    }
    throw new IllegalArgumentException("not a line of an index: `" + line + "`");
  }
}

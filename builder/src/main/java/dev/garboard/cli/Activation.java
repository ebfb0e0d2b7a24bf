package dev.garboard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What it means that an environment is active: the variables of a process in it.
///
/// @param prefix the environment's directory
record Activation(Path prefix, Session session) {

  Path scripts() {
    return prefix.resolve("bin");
  }

  /// The file that a command's name stands for.
  Optional<Path> find(String name) {
    if (name.indexOf('/') >= 0) {
      Path file = session.directory().resolve(name);
      return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }
    List<Path> directories = new ArrayList<>(List.of(scripts()));
    for (String directory : session.variable("PATH").split(":", -1)) {
      directories.add(session.directory().resolve(directory));
    }
    return directories.stream()
        .map(directory -> directory.resolve(name))
        .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
        .findFirst();
  }

  /// Lines for a POSIX shell that make the environment active.
  String shell() {
    return "export VIRTUAL_ENV="
        + quote(prefix.toString())
        + "\nexport PATH="
        + quote(scripts().toString())
        + "${PATH:+:$PATH}\nunset PYTHONHOME\n";
  }

  /// A word of a POSIX shell.
  static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /// Runs a command in it, for those who did not start us through the launcher.
  ///
  /// @return its exit code; 128 and the signal's number when a signal ended it
  int run(Path program, List<String> command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(command);
    words.set(0, program.toString());
    ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
    builder.directory(session.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(session.environment());
    String path = session.variable("PATH");
    builder.environment().put("VIRTUAL_ENV", prefix.toString());
    builder.environment().put("PATH", scripts() + (path.isEmpty() ? "" : ":" + path));
    builder.environment().remove("PYTHONHOME");
    return builder.start().waitFor();
  }
}

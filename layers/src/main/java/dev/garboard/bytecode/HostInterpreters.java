package dev.garboard.bytecode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds a CPython of one very version among this machine's programs.
public final class HostInterpreters {

  private HostInterpreters() {}

  /// The first `pythonX.Y` in these directories that runs here and is of that version.
  ///
  /// @param version full `X.Y.Z`
  /// @throws InterruptedException when the caller is interrupted; no process is left by then
  public static Optional<Interpreter> find(List<Path> directories, String version)
      throws InterruptedException {
    String name = "python" + version.substring(0, version.lastIndexOf('.'));
    for (Path directory : directories) {
      Path program = directory.resolve(name);
      if (Files.isExecutable(program)) {
        Interpreter interpreter =
            new Interpreter(List.of(program.toString()), Map.of("LC_ALL", "C.UTF-8"), version);
        if (InterpreterCheck.version(interpreter).equals(version)) {
          return Optional.of(interpreter);
        }
      }
    }
    return Optional.empty();
  }
}

package dev.garboard.bytecode;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The CPython of an unpacked base, started through the base's own dynamic loader, so that neither
/// this machine's libraries nor a changed root directory are needed.
public final class UnpackedInterpreter {

  private UnpackedInterpreter() {}

  /// How to start it; empty when the base has no dynamic loader for this machine's processor.
  ///
  /// @param root directory of the unpacked base
  /// @param executable absolute path of the interpreter inside the base
  /// @param version full `X.Y.Z`
  /// @param machine as the loaders' names spell it: `x86_64`, `aarch64`
  /// @throws IOException when the directory cannot be read
  public static Optional<Interpreter> of(
      Path root, String executable, String version, String machine) throws IOException {
    Optional<Path> loader = loader(root, machine);
    Path program = root.resolve(executable.substring(1));
    if (loader.isEmpty() || !Files.isRegularFile(program)) {
      return Optional.empty();
    }
    // Two levels up from `bin/python3.N`.
    Path prefix = program.resolveSibling("..").normalize();
    List<String> command =
        List.of(
            loader.get().toString(),
            "--library-path",
            String.join(":", libraryPath(root, machine)),
            program.toString());
    return Optional.of(
        new Interpreter(
            command, Map.of("PYTHONHOME", prefix.toString(), "LC_ALL", "C.UTF-8"), version));
  }

  private static Optional<Path> loader(Path root, String machine) throws IOException {
    String glibc =
        machine.equals("x86_64") ? "ld-linux-x86-64.so.2" : "ld-linux-" + machine + ".so.1";
    String musl = "ld-musl-" + machine + ".so.1";
    for (String directory : libraryPath(root, machine)) {
      for (String name : List.of(glibc, musl)) {
        Path loader = Path.of(directory, name);
        if (Files.isRegularFile(loader)) {
          return Optional.of(loader);
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> libraryPath(Path root, String machine) throws IOException {
    List<String> path = new ArrayList<>();
    for (String directory : List.of("usr/local/lib", "lib64", "usr/lib64", "lib", "usr/lib")) {
      Path onDisk = root.resolve(directory);
      if (!Files.isDirectory(onDisk)) {
        continue;
      }
      try (DirectoryStream<Path> children =
          Files.newDirectoryStream(onDisk, machine + "-linux-*")) {
        children.forEach(child -> path.add(child.toString()));
      }
      path.add(onDisk.toString());
    }
    return path;
  }
}

package dev.garboard.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A machine under one directory: a checkout with the launchers and a few sources, a `PATH` with
/// the standard tools alone, and JDKs and a Maven as far as a test installs them.
final class Machine {
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "cat",
          "cp",
          "dirname",
          "find",
          "grep",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sleep",
          "touch");

  final Path root;
  final Path checkout;
  private final Path bin;
  private final Map<String, String> environment = new HashMap<>();

  Machine(Path directory) throws IOException {
    root = directory.resolve("a machine");
    checkout = Files.createDirectories(root.resolve("my checkout"));
    bin = Files.createDirectories(root.resolve("bin"));
    for (String tool : TOOLS) {
      Files.createSymbolicLink(bin.resolve(tool), installed(tool));
    }
    Path repository = repository();
    for (String launcher :
        List.of(
            "garboard",
            "mvnw",
            ".mvn/find-jdk.sh",
            "builder/src/dist/start.sh",
            "builder/src/dist/warm")) {
      Path copy = checkout.resolve(launcher);
      Files.createDirectories(parent(copy));
      Files.copy(repository.resolve(launcher), copy);
    }
    for (String source : List.of("pom.xml", "builder/pom.xml", "builder/src/main/A.java")) {
      Path file = checkout.resolve(source);
      Files.createDirectories(parent(file));
      Files.createFile(file);
    }
    with("PATH", bin.toString());
    with("HOME", Files.createDirectories(root.resolve("home")).toString());
    with("GARBOARD_SEARCH_ROOT", root.toString());
  }

  Machine with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /// Installs a JDK whose `java` prints its home, working directory, arguments and input, and exits
  /// with 7.
  Path jdk(String place, String version) throws IOException {
    Path home = root.resolve(place);
    script(
        home.resolve("bin/java"),
        "echo \"$0|$(pwd)\"; printf '<%s>\\n' \"$@\"; cat; exit 7".replace("$(pwd)", "$PWD"));
    script(home.resolve("bin/javac"), "exit 1");
    Files.writeString(home.resolve("release"), "OS=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  /// Installs a Maven that runs `body` and notes each start in `maven.log`.
  Machine maven(String body) throws IOException {
    script(bin.resolve("mvn"), "echo \"$JAVA_HOME $*\" >>'" + log() + "'\n" + body);
    return this;
  }

  /// A Maven that takes a while and leaves the files that a build leaves.
  Machine buildingMaven() throws IOException {
    return maven(
        "sleep 0.2; mkdir -p builder/target/lib; touch builder/target/garboard.jar"
            + " builder/target/lib/b.jar");
  }

  Machine tool(String name) throws IOException {
    Files.createSymbolicLink(bin.resolve(name), installed(name));
    return this;
  }

  List<String> mavenStarts() throws IOException {
    return Files.exists(log()) ? Files.readAllLines(log()) : List.of();
  }

  Running start(Path program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Path out = Files.createTempFile(root, "out", "");
    Path err = Files.createTempFile(root, "err", "");
    Path in = Files.writeString(Files.createTempFile(root, "in", ""), "from stdin\n");
    builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Running(builder.start(), out, err);
  }

  Result run(Path program, String... arguments) throws IOException, InterruptedException {
    return start(program, arguments).await();
  }

  record Running(Process process, Path out, Path err) {
    Result await() throws IOException, InterruptedException {
      int exit = process.waitFor();
      return new Result(exit, Files.readString(out), Files.readString(err));
    }
  }

  record Result(int exit, String out, String err) {}

  static Path repository() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = parent(directory);
    }
    return directory;
  }

  private Path log() {
    return root.resolve("maven.log");
  }

  static void script(Path file, String body) throws IOException {
    Files.createDirectories(parent(file));
    Files.writeString(file, "#!/bin/sh\n" + body + "\n", UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path installed(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(tool + " is not installed"));
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalStateException("no parent: " + path);
    }
    return parent;
  }
}

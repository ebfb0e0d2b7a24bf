package dev.garboard.cli;

import dev.garboard.wheel.TestWheel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A project whose locked wheels lie on this machine, and the commands run on it as from a shell
/// with nothing but a home, a store and the `PATH`.
final class SyncProject {

  /// What a command gave.
  record Result(int exit, String out, String err) {
    String path() {
      return out.strip();
    }
  }

  final Path root;
  final Path directory;
  private final Map<String, String> variables = new HashMap<>();

  SyncProject(Path root, TestWheel... wheels) throws IOException {
    this.root = root.toRealPath();
    this.directory = Files.createDirectories(this.root.resolve("project"));
    variables.put("PATH", System.getenv("PATH"));
    variables.put("HOME", Files.createDirectories(this.root.resolve("home")).toString());
    variables.put("GARBOARD_CACHE_DIR", this.root.resolve("cache").toString());
    Path source = Files.createDirectories(directory.resolve("src/app"));
    Files.writeString(source.resolve("__init__.py"), "def main():\n    print('app here')\n");
    Files.writeString(source.resolve("broken.py"), "def (:\n");
    lock(wheels);
  }

  SyncProject with(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /// Lets programs reach package indexes as this machine does.
  SyncProject onTheNetwork() {
    System.getenv()
        .forEach((name, value) -> {
          if (name.matches("(?i)(SSL_CERT_.*|.*_PROXY|UV_(DEFAULT_)?INDEX.*|UV_SYSTEM_CERTS)")) {
            variables.put(name, value);
          }
        });
    return this;
  }

  /// Locks these wheels as the project's dependencies.
  SyncProject lock(TestWheel... wheels) throws IOException {
    Path offered = Files.createDirectories(root.resolve("wheels"));
    StringBuilder names = new StringBuilder();
    StringBuilder specifiers = new StringBuilder();
    StringBuilder packages = new StringBuilder();
    for (TestWheel wheel : wheels) {
      wheel.write(offered);
      String name = wheel.filename().name().value();
      names.append("{ name = \"").append(name).append("\" }, ");
      specifiers.append('"').append(name).append("\", ");
      packages.append(
          wheel.lockPackage(
              "https://index.example/simple", offered.toUri().toString().replaceFirst("/$", "")));
    }
    Files.writeString(
        directory.resolve("pyproject.toml"),
        """
        [project]
        name = "app"
        version = "0.1.0"
        requires-python = ">=3.8"
        dependencies = [%s]

        [project.scripts]
        app = "app:main"

        [build-system]
        requires = ["uv_build>=0.9,<1"]
        build-backend = "uv_build"
        """
            .formatted(specifiers));
    Files.writeString(
        directory.resolve("uv.lock"),
        """
        version = 1
        revision = 3
        requires-python = ">=3.8"

        [[package]]
        name = "app"
        version = "0.1.0"
        source = { editable = "." }
        dependencies = [%s]

        [package.metadata]
        requires-dist = [%s]

        %s
        """
            .formatted(names, names, packages));
    return this;
  }

  /// Runs a command in the project's directory.
  Result run(String... arguments) {
    return runIn(directory, arguments);
  }

  Result runIn(Path place, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session =
        new Session(
            variables,
            place,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InstantSource.system(),
            "amd64",
            2);
    int exit = Main.run(session, arguments);
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// Runs a program in the project's directory and returns what it printed.
  String shell(String... command) throws IOException, InterruptedException {
    Process process = start(command);
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    if (exit != 0) {
      throw new AssertionError(String.join(" ", command) + " gave " + exit + ": " + text);
    }
    return text;
  }

  Process start(String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(variables);
    return builder.start();
  }

  /// Starts a command as a process of its own. Permissions count for it, also where the tests run
  /// as root.
  Process process(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "dev.garboard.cli.Main"));
    command.addAll(List.of(arguments));
    return start(command.toArray(String[]::new));
  }

  /// What such a process printed, both streams together, and its exit code.
  Result confined(String... arguments) throws IOException, InterruptedException {
    Process process = process(arguments);
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), text, text);
  }

  /// Every file below a directory with mode and content, links with their target.
  static SortedMap<String, String> listing(Path tree) throws IOException {
    SortedMap<String, String> listing = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(tree)) {
      for (Path file : (Iterable<Path>) walk::iterator) {
        listing.put(tree.relativize(file).toString(), describe(file));
      }
    }
    return listing;
  }

  private static String describe(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return "-> " + Files.readSymbolicLink(file);
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return "directory";
    }
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    return mode + " " + Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /// The names in the environment's `site-packages` that end so.
  static List<String> installed(Path environment) {
    try (Stream<Path> lib = Files.list(environment.resolve("lib"))) {
      Path site = lib.findFirst().orElseThrow().resolve("site-packages");
      List<String> names = new ArrayList<>();
      try (Stream<Path> children = Files.list(site)) {
        children
            .map(child -> site.relativize(child).toString())
            .filter(name -> name.endsWith(".dist-info"))
            .sorted()
            .forEach(names::add);
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TestWheel wheel(String name, String version) {
    return TestWheel.of(name, version)
        .file(name + "/__init__.py", "VERSION = '" + version + "'\n")
        .file(name + "/data/" + version + ".txt", version)
        .file(
            name + "-" + version + ".data/scripts/" + name + "-tool",
            "#!python\nimport " + name + "\nprint(" + name + ".VERSION)\n")
        .file(name + "-" + version + ".data/data/share/" + name + ".txt", "shared\n")
        .file(name + "-" + version + ".data/headers/" + name + ".h", "/* */\n")
        .entryPoints("[console_scripts]\n" + name + " = " + name + ":main\n");
  }
}

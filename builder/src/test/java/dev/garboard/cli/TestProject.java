package dev.garboard.cli;

import dev.garboard.image.TestBases;
import dev.garboard.image.TestLayers;
import dev.garboard.wheel.TestWheel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A small locked project with one local wheel, a base, and everything around it in one directory.
final class TestProject {

  /// The one dependency.
  static final TestWheel ANCHOR = TestWheel.of("anchor", "1.2").file("anchor.py", "WEIGHT = 3\n");

  private static final String PYPROJECT =
      """
      [project]
      name = "demo"
      version = "1.0"
      requires-python = ">=3.12"
      dependencies = ["anchor"]

      [project.optional-dependencies]
      cache = []

      [dependency-groups]
      docs = []
      """;

  private static final String LOCK =
      """
      version = 1
      revision = 3
      requires-python = ">=3.12"

      [[package]]
      name = "demo"
      version = "1.0"
      source = { virtual = "." }
      dependencies = [
          { name = "anchor" },
      ]

      [package.optional-dependencies]
      cache = []

      [package.dev-dependencies]
      docs = []

      [package.metadata]
      requires-dist = [{ name = "anchor" }]
      provides-extras = ["cache"]

      [package.metadata.requires-dev]
      docs = []

      """;

  private static final String STATUS =
      """
      Package: libc6
      Status: install ok installed
      Version: 2.41-12

      Package: python3.13-minimal
      Status: install ok installed
      Version: 3.13.5-2+deb13u1
      """;

  private final Path root;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private InstantSource clock = InstantSource.fixed(Instant.EPOCH);

  private TestProject(Path root) {
    this.root = root;
  }

  /// What a command did.
  record Outcome(int exit, String out, String err) {}

  static TestProject in(Path root) throws IOException {
    TestProject project = new TestProject(root);
    // The base's interpreter is four bytes long.
    project.variables.put("GARBOARD_BYTECODE", "false");
    project.write("demo/pyproject.toml", PYPROJECT);
    project.write("demo/demo.py", "print('hello')\n");
    Files.createDirectories(root.resolve("wheels"));
    Files.createDirectories(root.resolve("base"));
    ANCHOR.write(root.resolve("wheels"));
    project.lock(ANCHOR, "file://" + root.resolve("wheels"));
    TestBases.in(root.resolve("base"))
        .image(
            "amd64",
            "latest",
            "{}",
            TestLayers.gzip(
                new TreeMap<>(
                    Map.of(
                        "usr/bin/python3.13", "\177ELF",
                        "usr/bin/python3", "->python3.13",
                        "var/lib/dpkg/status", STATUS,
                        "etc/passwd", "root:x:0:0:root:/root:/bin/bash\n",
                        "etc/group", "root:x:0:\n"))));
    return project.variable("GARBOARD_CACHE_DIR", root.resolve("cache").toString());
  }

  /// Locks this wheel as the one dependency.
  void lock(TestWheel wheel, String baseUrl) throws IOException {
    lockPackage(wheel.lockPackage("https://index.test/simple", baseUrl));
  }

  /// Locks this `[[package]]` table as the one dependency.
  void lockPackage(String table) throws IOException {
    write("demo/uv.lock", LOCK + table);
  }

  Path path(String relative) {
    return root.resolve(relative);
  }

  void write(String file, String text) throws IOException {
    Path path = path(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  void edit(String file, String from, String to) throws IOException {
    String text = Files.readString(path(file));
    if (!text.contains(from)) {
      throw new IllegalArgumentException(file + " has no " + from);
    }
    write(file, text.replace(from, to));
  }

  TestProject variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /// Lets commands see a time in which all that was written before lies well behind.
  TestProject later() {
    clock = InstantSource.offset(InstantSource.system(), Duration.ofSeconds(30));
    return this;
  }

  Map<String, String> variables() {
    return variables;
  }

  /// Files that were begun and left: in the store, and beside the destination.
  List<Path> unfinished() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> beside = Files.list(root)) {
      beside.filter(p -> p.toString().endsWith(".part")).forEach(found::add);
    }
    if (Files.isDirectory(path("cache"))) {
      try (Stream<Path> inStore = Files.walk(path("cache"))) {
        inStore
            .filter(p ->
                Files.isRegularFile(p) && path("cache").relativize(p).toString().contains("tmp/"))
            .forEach(found::add);
      }
    }
    return found;
  }

  /// `garboard build` of the project on its base into `app.tar`, with more arguments.
  Outcome build(String... more) {
    return run(buildArguments(more));
  }

  String[] buildArguments(String... more) {
    return to("oci-archive:" + path("app.tar"), more);
  }

  /// `garboard build` of the project on its base to a destination, with more arguments.
  String[] to(String destination, String... more) {
    return Stream.concat(
            Stream.of("build", "-q", "demo", "--base", "oci:" + path("base"), "--to", destination),
            Stream.of(more))
        .toArray(String[]::new);
  }

  Outcome run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session =
        new Session(
            variables,
            root,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            clock,
            "amd64",
            2);
    int exit = Main.run(session, arguments);
    return new Outcome(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}

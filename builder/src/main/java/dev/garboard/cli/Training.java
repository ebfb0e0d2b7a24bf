package dev.garboard.cli;

import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Runs what most runs do, in one process, while Java records what an AOT cache is made of: which
/// classes are loaded and which methods are hot. Needs no network: the project is a small one whose
/// only dependency for Linux is its own member, and the registry is [TrainingRegistry].
final class Training {

  private static final String PYPROJECT =
      """
      [project]
      name = "app"
      version = "1"
      requires-python = ">=3.12"
      dependencies = ["lib", "absent>=1 ; sys_platform == 'win32'"]

      [project.scripts]
      app = "app:main"

      [build-system]
      requires = ["uv_build>=0.9,<1"]
      build-backend = "uv_build"

      [dependency-groups]
      dev = [{ include-group = "test" }]
      test = ["absent"]

      [tool.garboard]
      groups = []

      [tool.uv.workspace]
      members = ["lib"]

      [tool.uv.sources]
      lib = { workspace = true }
      """;

  private static final String MEMBER =
      """
      [project]
      name = "lib"
      version = "1"
      requires-python = ">=3.12"

      [build-system]
      requires = ["uv_build>=0.9,<1"]
      build-backend = "uv_build"
      """;

  private static final String LOCK =
      """
      version = 1
      revision = 3
      requires-python = ">=3.12"

      [manifest]
      members = [
          "app",
          "lib",
      ]

      [[package]]
      name = "app"
      version = "1"
      source = { editable = "." }
      dependencies = [
          { name = "absent", marker = "sys_platform == 'win32'" },
          { name = "lib" },
      ]

      [package.dev-dependencies]
      dev = [
          { name = "absent" },
      ]
      test = [
          { name = "absent" },
      ]

      [package.metadata]
      requires-dist = [
          { name = "absent", marker = "sys_platform == 'win32'", specifier = ">=1" },
          { name = "lib", editable = "lib" },
      ]

      [package.metadata.requires-dev]
      dev = [{ name = "absent" }]
      test = [{ name = "absent" }]

      [[package]]
      name = "absent"
      version = "1.0"
      source = { registry = "https://packages.invalid/simple" }
      sdist = { url = "https://packages.invalid/absent-1.0.tar.gz", hash = "sha256:0000000000000000000000000000000000000000000000000000000000000000", size = 1 }
      wheels = [
          { url = "https://packages.invalid/absent-1.0-py3-none-any.whl", hash = "sha256:0000000000000000000000000000000000000000000000000000000000000000", size = 1 },
      ]

      [[package]]
      name = "lib"
      version = "1"
      source = { editable = "lib" }
      """;

  /// Stands for a CPython: the training asks one what it is, and needs no more of it.
  private static final String PYTHON =
      """
      #!/bin/sh
      while read -r name value; do
        printf '%s\\t%s\\n' "$name" "$value"
      done <<'ANSWERS'
      implementation cpython
      version 3.13.0
      bits 64
      executable @
      base @
      prefix /usr
      base-prefix /usr
      free-threaded 0
      system linux
      machine x86_64
      libc glibc 2.36
      ANSWERS
      """;

  /// As far as it goes: the one package of it can be had nowhere.
  private static final String PINS =
      """
      version = 1
      release = "debian:13"
      timestamp = "20260101T000000Z"

      [[set]]
      use = "base"
      architecture = "amd64"
      requested = [
          "base-files",
          "busybox",
          "ca-certificates",
          "libc-bin",
          "libstdc++6",
          "netbase",
          "python3",
          "tzdata",
      ]
      packages = [
          "base-files 13 amd64",
      ]

      [[package]]
      name = "base-files"
      version = "13"
      architecture = "amd64"
      archive = "debian"
      path = "pool/main/b/base-files/base-files_13_amd64.deb"
      size = 1
      digest = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
      """;

  private final Session session;

  Training(Session session) {
    this.session = session;
  }

  /// Runs the commands.
  ///
  /// @throws FailureException when one of them fails
  void run() throws FailureException, IOException {
    Path directory = Files.createTempDirectory("garboard-training");
    try (TrainingRegistry registry = new TrainingRegistry()) {
      Path project = project(directory);
      Session here = session(directory, project);
      run(here, "--help");
      run(here, "--version");
      run(here, "build", "--help");
      String[] build = {
        "build",
        "--base=scratch",
        "--python=3.13",
        "--no-bytecode",
        "--to=docker://" + registry.address() + "/app",
        "--to=oci:" + directory.resolve("image")
      };
      run(here, build);
      run(here, build);
      Path module = project.resolve("src/app/__init__.py");
      Files.writeString(module, "def main(): print(1)\n");
      run(here, build);
      Files.writeString(project.resolve("garboard.lock"), PINS);
      failing(here, "build", "--base=debian:13", "--platform=linux/amd64", "--offline", build[4]);
      environments(here, directory);
      run(here, "plan", "--python=3.13", "--python-platform=x86_64-manylinux_2_36");
    } finally {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path each : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(each);
        }
      }
    }
  }

  /// Made, found up to date, by links and by copies, and a command in one.
  private static void environments(Session here, Path directory)
      throws FailureException, IOException {
    Path python = directory.resolve("python");
    Files.writeString(python, PYTHON.replace("@", python.toString()));
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
    String interpreter = "--python=" + python;
    run(here, "sync", "--no-dev", interpreter);
    run(here, "sync", "--no-dev", interpreter);
    run(here, "sync", "--no-dev", interpreter, "--venv=" + directory.resolve("linked"));
    String copied = "--venv=" + directory.resolve("copied");
    run(here, "sync", "--no-dev", interpreter, copied, "--no-editable", "--link-mode=copy");
    run(here, "run", interpreter, "--no-sync", copied, "--", "true");
    run(here, "env", "list");
  }

  private static Path project(Path directory) throws IOException {
    Path project = Files.createDirectory(directory.resolve("project"));
    Path sources = Files.createDirectories(project.resolve("lib/src/lib"));
    Files.writeString(project.resolve("pyproject.toml"), PYPROJECT);
    Files.writeString(project.resolve("uv.lock"), LOCK);
    Path app = Files.createDirectories(project.resolve("src/app"));
    Files.writeString(app.resolve("__init__.py"), "def main(): pass\n");
    Files.writeString(project.resolve("lib/pyproject.toml"), MEMBER);
    Files.writeString(sources.resolve("__init__.py"), "X = 1\n");
    return project;
  }

  /// A session that sees nothing of the user's settings and prints nothing.
  private Session session(Path directory, Path project) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", directory.toString());
    environment.put("PATH", session.variable("PATH"));
    environment.put(RunCommand.EXEC_FILE, directory.resolve("then").toString());
    environment.put("GARBOARD_CACHE_DIR", directory.resolve("cache").toString());
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Session(
        environment,
        project,
        nowhere,
        nowhere,
        session.clock(),
        session.architecture(),
        session.processors());
  }

  /// A build whose base is pinned and not at hand.
  private static void failing(Session session, String... arguments) throws FailureException {
    require(ExitCode.WORLD, Main.run(session, arguments), arguments);
  }

  private static void run(Session session, String... arguments) throws FailureException {
    require(ExitCode.DONE, Main.run(session, arguments), arguments);
  }

  private static void require(int wanted, int exit, String... arguments) throws FailureException {
    if (exit != wanted) {
      throw Failure.of(
              ExitCode.INTERNAL,
              "the training run ended with " + exit + ": " + String.join(" ", List.of(arguments)))
          .exception();
    }
  }
}

package dev.garboard.cli;

import dev.garboard.content.Directories;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs what most runs do, in one process, while Java records what an AOT cache is made of: which
/// classes are loaded and which methods are hot. Needs no network: [TrainingProject] depends on a
/// member of its own and on the one wheel of [TrainingIndex], and is pushed to [TrainingRegistry].
final class Training {

  private final Session session;

  Training(Session session) {
    this.session = session;
  }

  /// Runs the commands.
  ///
  /// @throws FailureException when one of them fails
  void run() throws FailureException, IOException {
    Path directory = Files.createTempDirectory("garboard-training");
    try (TrainingRegistry registry = new TrainingRegistry();
        TrainingIndex index = TrainingIndex.start(directory)) {
      TrainingProject project = TrainingProject.write(directory, index);
      Session here = session(directory, index);
      run(here, "--help");
      run(here, "--version");
      run(here, "build", "--help");
      String push = "--to=docker://" + registry.address() + "/app";
      String[] build = {
        "build",
        "--base=scratch",
        "--python=3.13",
        "--no-bytecode",
        ".",
        "--frozen",
        "--no-install-package=absent",
        push,
        "--to=oci:" + directory.resolve("image")
      };
      run(here, build);
      run(here, build);
      project.edit();
      run(here, build);
      project.ignore();
      String inRegistry = "--base=" + registry.address() + "/app";
      failing(here, ExitCode.USAGE, "build", inRegistry, "--push", "-t", registry.address() + "/b");
      failing(here, ExitCode.WORLD, "build", "--offline", push);
      project.pin();
      String pinned = "--base=debian:13";
      failing(here, ExitCode.WORLD, "build", pinned, "--platform=linux/amd64", "--offline", push);
      environments(here, project.python(), directory);
      run(here, "plan", "--python=3.13", "--python-platform=x86_64-manylinux_2_36");
      collide();
    } finally {
      Directories.delete(directory);
    }
  }

  /// Made, found up to date, by links and by copies, and a command in one.
  private static void environments(Session here, Path python, Path directory)
      throws FailureException {
    String interpreter = "--python=" + python;
    run(here, "sync", "--no-dev", interpreter);
    run(here, "sync", "--no-dev", interpreter);
    run(here, "sync", "--no-dev", interpreter, "--venv=" + directory.resolve("linked"));
    String copied = "--venv=" + directory.resolve("copied");
    run(here, "sync", "--no-dev", interpreter, copied, "--no-editable", "--link-mode=copy");
    run(here, "run", interpreter, "--no-sync", copied, "--", "true");
    run(here, "env", "list");
  }

  /// Lets keys collide in a map, as the jars do by where they happen to lie: an archive also holds
  /// which of a class's calls have been made.
  private static void collide() {
    Map<Integer, Integer> even = new HashMap<>();
    Map<Integer, Integer> uneven = new HashMap<>();
    for (int key = 0; key < 64; key++) {
      even.merge(key * 64, 1, Integer::sum);
      uneven.merge(key < 10 ? key * 128 + (key < 3 ? 64 : 0) : key, 1, Integer::sum);
    }
    if (!even.keySet().stream().allMatch(even::containsKey) || uneven.size() != 64) {
      throw new IllegalStateException("keys got lost");
    }
    for (int key = 0; key < 64; key++) {
      even.remove(key * 64, 1);
    }
  }

  /// A session that sees nothing of the user's settings and prints nothing.
  private Session session(Path directory, TrainingIndex index) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", directory.toString());
    environment.put("PATH", session.variable("PATH"));
    environment.put(RunCommand.EXEC_FILE, directory.resolve("then").toString());
    environment.put("SSL_CERT_FILE", index.certificate().toString());
    environment.put("GARBOARD_CACHE_DIR", directory.resolve("cache").toString());
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Session(
        environment,
        directory.resolve("project"),
        nowhere,
        nowhere,
        session.clock(),
        session.architecture(),
        session.processors());
  }

  /// A build whose base is not at hand, or is none.
  private static void failing(Session session, int exit, String... arguments)
      throws FailureException {
    require(exit, Main.run(session, arguments), arguments);
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

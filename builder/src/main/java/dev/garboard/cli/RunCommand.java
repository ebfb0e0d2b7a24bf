package dev.garboard.cli;

import dev.garboard.stage.StageException;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.UsageMessageSpec;

/// `garboard run`: a command in the project's environment. Our own failures are those of `env(1)`:
/// 125, 126 and 127; every other exit code is the command's.
final class RunCommand extends Command {

  /// Names the file in which the launcher waits to hear how to go on.
  static final String EXEC_FILE = "GARBOARD_EXEC_FILE";

  private static final int FAILED = 125;
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  private final Session session;

  @Nullable Path project;
  boolean noSync;
  private final EnvironmentOptions environment = new EnvironmentOptions();
  private final SelectionOptions selection = new SelectionOptions();
  private final BuildToolOptions tools = new BuildToolOptions();
  private final OutputOptions output = new OutputOptions();
  List<String> command = new ArrayList<>();

  RunCommand(Session session) {
    this.session = session;
  }

  @Override
  void describe(UsageMessageSpec usage) {
    usage
        .description("Bring the environment up to date, then run a command in it.")
        .sortOptions(false)
        .footer(
            "",
            "Examples:",
            "  garboard run -- pytest -q",
            "  garboard run --no-sync --venv tools -- ruff check");
  }

  @Override
  void declare(Options options) {
    options.path(
        "--project=DIR",
        "Directory of the project; default: the current one.",
        value -> project = value);
    options.flag("--no-sync", "Take the environment as it is.", given -> noSync = given);
    environment.declare(options);
    selection.declare(options);
    tools.declare(options);
    output.declare(options);
    options.texts("CMD...", "The command and its arguments.", values -> command = values);
    // What comes after the command's name is the command's.
    spec().parser().stopAtPositional(true);
  }

  @Override
  int run() {
    List<Integer> exit = new ArrayList<>();
    int guarded = new Guard(new Report(session, false)).run(() -> exit.add(start()));
    if (guarded == ExitCode.INTERRUPTED) {
      return guarded;
    }
    return guarded == ExitCode.DONE ? exit.getFirst() : FAILED;
  }

  private int start() throws FailureException, StageException, IOException, InterruptedException {
    Path prefix = prefix();
    Activation activation = new Activation(prefix, session);
    Optional<Path> program = activation.find(command.getFirst());
    if (program.isEmpty() || command.getFirst().startsWith("-")) {
      session.err().println("error: no such command: `" + command.getFirst() + "`");
      session.err().println("  Searched " + activation.scripts() + " and PATH");
      return NOT_FOUND;
    }
    if (!Files.isExecutable(program.get()) || Files.isDirectory(program.get())) {
      session.err().println("error: not executable: " + program.get());
      return NOT_EXECUTABLE;
    }
    String file = session.variable(EXEC_FILE);
    if (file.isEmpty()) {
      return activation.run(program.get(), command);
    }
    int before = allArguments().size() - command.size();
    Files.writeString(Path.of(file), activation.shell() + "shift " + before + "\nexec \"$@\"\n");
    return ExitCode.DONE;
  }

  private Path prefix() throws FailureException, StageException, IOException, InterruptedException {
    ProjectOptions options = new ProjectOptions();
    options.directory = project;
    SyncRun run = new SyncRun(session, options, environment, selection, tools, output, arguments());
    Optional<Path> named = run.withoutProject();
    if (named.isPresent()) {
      return existing(named.get());
    }
    return noSync ? existing(run.place()) : run.sync().prefix();
  }

  /// All before the command.
  private List<String> arguments() {
    List<String> all = allArguments();
    return all.subList(0, all.size() - command.size());
  }

  private static Path existing(Path prefix) throws FailureException {
    if (!Files.exists(prefix.resolve("bin", "python"))) {
      throw Failure.of(ExitCode.USAGE, "there is no environment at " + prefix).exception();
    }
    return prefix;
  }
}

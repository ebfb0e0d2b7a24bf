package dev.garboard.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The top of the command line.
@Command(
    name = "garboard",
    description = "Ships Python projects that are locked with uv.",
    mixinStandardHelpOptions = true,
    versionProvider = Garboard.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  garboard build --to oci-archive:app.tar     build the project in this directory",
      "  garboard build -t ghcr.io/me/app --push     build and push",
      "  garboard plan                               show what would be built"
    })
final class Garboard implements Runnable {

  private final Session session;

  @Spec private CommandSpec spec;

  Garboard(Session session) {
    this.session = session;
    this.spec = CommandSpec.create();
  }

  int execute(String... args) {
    CommandLine line = new CommandLine(this);
    commands().addTo(line, List.of(args));
    return ready(line).execute(args);
  }

  /// All commands with all their options, ready to parse.
  CommandLine line() {
    CommandLine line = new CommandLine(this);
    commands().addAllTo(line);
    return ready(line);
  }

  private CommandLine ready(CommandLine line) {
    return line.setExpandAtFiles(false)
        .setOut(writer(session.out()))
        .setErr(writer(session.err()))
        .setParameterExceptionHandler(this::usage)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false);
  }

  private Subcommands commands() {
    return new Subcommands()
        .add("build", BuildCommand.class, () -> new BuildCommand(session))
        .add("plan", PlanCommand.class, () -> new PlanCommand(session))
        .add("base", BaseCommand.class, BaseCommand::new, BaseCommand.commands(session))
        .add("verify", VerifyCommand.class, () -> new VerifyCommand(session))
        .add("rebase", RebaseCommand.class, () -> new RebaseCommand(session))
        .add("cache", CacheCommand.class, () -> new CacheCommand(session))
        .add("sync", SyncCommand.class, () -> new SyncCommand(session))
        .addLine("run", RunCommand.class, () -> RunCommand.line(session))
        .add("env", EnvCommand.class, EnvCommand::new, EnvCommand.commands(session))
        .add("config", ConfigCommand.class, () -> new ConfigCommand(session))
        .add("completion", CompletionCommand.class, () -> new CompletionCommand(session))
        .add("package", PackageCommand.class, () -> new PackageCommand(session));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  private int usage(ParameterException e, String[] args) {
    return new Report(session, List.of(args).contains("--json")).failure(UsageWords.of(e));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /// Prints the version.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"garboard " + Main.version()};
    }
  }
}

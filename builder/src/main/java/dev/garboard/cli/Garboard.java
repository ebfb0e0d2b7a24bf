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
    return line().execute(args);
  }

  /// All commands, ready to parse.
  CommandLine line() {
    CommandLine line = new CommandLine(this);
    line.addSubcommand(new BuildCommand(session));
    line.addSubcommand(new PlanCommand(session));
    line.addSubcommand(
        new CommandLine(new BaseCommand())
            .addSubcommand(new BaseCommand.Lock(session))
            .addSubcommand(new BaseCommand.Update(session))
            .addSubcommand(new BaseCommand.Show(session))
            .addSubcommand(new BaseVendorCommand(session)));
    line.addSubcommand(new VerifyCommand(session));
    line.addSubcommand(new RebaseCommand(session));
    line.addSubcommand(new CacheCommand(session));
    line.addSubcommand(new SyncCommand(session));
    CommandLine run = new CommandLine(new RunCommand(session));
    // What comes after the command's name is the command's.
    run.setStopAtPositional(true);
    line.addSubcommand(run);
    line.addSubcommand(EnvCommand.line(session));
    line.addSubcommand(new ConfigCommand(session));
    line.addSubcommand(new CompletionCommand(session));
    line.setExpandAtFiles(false);
    line.setOut(writer(session.out()));
    line.setErr(writer(session.err()));
    line.setParameterExceptionHandler(this::usage);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setAbbreviatedOptionsAllowed(false);
    return line;
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

package dev.garboard.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/// The top of the command line.
final class Garboard extends CommandGroup {

  private static final String NAME = "garboard";

  private final Session session;

  Garboard(Session session) {
    this.session = session;
    spec().versionProvider(() -> new String[] {NAME + " " + Main.version()});
  }

  @Override
  void describe(UsageMessageSpec usage) {
    usage
        .description("Ships Python projects that are locked with uv.")
        .synopsisSubcommandLabel("COMMAND")
        .footer(
            "",
            "Examples:",
            "  garboard build --to oci-archive:app.tar     build the project in this directory",
            "  garboard build -t ghcr.io/me/app --push     build and push",
            "  garboard plan                               show what would be built");
  }

  int execute(String... args) {
    CommandLine line = ready(NAME);
    commands().addTo(line, List.of(args));
    return configured(line).execute(args);
  }

  /// All commands with all their options, ready to parse.
  CommandLine line() {
    CommandLine line = ready(NAME);
    commands().addAllTo(line);
    return configured(line);
  }

  private CommandLine configured(CommandLine line) {
    return line.setExpandAtFiles(false)
        .setOut(writer(session.out()))
        .setErr(writer(session.err()))
        .setParameterExceptionHandler(this::usage)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false);
  }

  @Override
  Subcommands commands() {
    return new Subcommands()
        .add("build", () -> new BuildCommand(session))
        .add("plan", () -> new PlanCommand(session))
        .add("base", () -> new BaseCommand(session))
        .add("verify", () -> new VerifyCommand(session))
        .add("rebase", () -> new RebaseCommand(session))
        .add("cache", () -> new CacheCommand(session))
        .add("sync", () -> new SyncCommand(session))
        .add("run", () -> new RunCommand(session))
        .add("env", () -> new EnvCommand(session))
        .add("config", () -> new ConfigCommand(session))
        .add("completion", () -> new CompletionCommand(session))
        .add("package", () -> new PackageCommand(session));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  private int usage(ParameterException e, String[] args) {
    return new Report(session, List.of(args).contains("--json")).failure(UsageWords.of(e));
  }
}

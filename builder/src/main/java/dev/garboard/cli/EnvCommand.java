package dev.garboard.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `garboard env`: the central store of environments.
@Command(
    name = "env",
    description = "Look at and look after environments.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class EnvCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  static CommandLine line(Session session) {
    CommandLine line = new CommandLine(new EnvCommand());
    line.addSubcommand(new EnvQueries.ListAll(session));
    line.addSubcommand(new EnvQueries.ShowPath(session));
    line.addSubcommand(new EnvQueries.Show(session));
    line.addSubcommand(new EnvQueries.Activate(session));
    line.addSubcommand(new EnvChanges.Link(session));
    line.addSubcommand(new EnvChanges.Move(session));
    line.addSubcommand(new EnvChanges.Repair(session));
    line.addSubcommand(new EnvQueries.Verify(session));
    line.addSubcommand(new EnvChanges.Remove(session));
    line.addSubcommand(new EnvChanges.Prune(session));
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}

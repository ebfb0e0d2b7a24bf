package dev.garboard.cli;

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

  static Subcommands commands(Session session) {
    return new Subcommands()
        .add("list", EnvQueries.ListAll.class, () -> new EnvQueries.ListAll(session))
        .add("path", EnvQueries.ShowPath.class, () -> new EnvQueries.ShowPath(session))
        .add("show", EnvQueries.Show.class, () -> new EnvQueries.Show(session))
        .add("activate", EnvQueries.Activate.class, () -> new EnvQueries.Activate(session))
        .add("link", EnvChanges.Link.class, () -> new EnvChanges.Link(session))
        .add("move", EnvChanges.Move.class, () -> new EnvChanges.Move(session))
        .add("repair", EnvChanges.Repair.class, () -> new EnvChanges.Repair(session))
        .add("verify", EnvQueries.Verify.class, () -> new EnvQueries.Verify(session))
        .add("remove", EnvChanges.Remove.class, () -> new EnvChanges.Remove(session))
        .add("prune", EnvChanges.Prune.class, () -> new EnvChanges.Prune(session));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}

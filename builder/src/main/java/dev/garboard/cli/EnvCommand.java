package dev.garboard.cli;

import picocli.CommandLine.Model.UsageMessageSpec;

/// `garboard env`: the central store of environments.
final class EnvCommand extends CommandGroup {

  private final Session session;

  EnvCommand(Session session) {
    this.session = session;
  }

  @Override
  void describe(UsageMessageSpec usage) {
    usage.description("Look at and look after environments.").synopsisSubcommandLabel("COMMAND");
  }

  @Override
  Subcommands commands() {
    return new Subcommands()
        .add("list", () -> new EnvQueries.ListAll(session))
        .add("path", () -> new EnvQueries.ShowPath(session))
        .add("show", () -> new EnvQueries.Show(session))
        .add("activate", () -> new EnvQueries.Activate(session))
        .add("link", () -> new EnvChanges.Link(session))
        .add("move", () -> new EnvChanges.Move(session))
        .add("repair", () -> new EnvChanges.Repair(session))
        .add("verify", () -> new EnvQueries.Verify(session))
        .add("remove", () -> new EnvChanges.Remove(session))
        .add("prune", () -> new EnvChanges.Prune(session));
  }
}

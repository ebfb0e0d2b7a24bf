package dev.garboard.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/// The commands below another one. Only the one that is called is made ready: the options of all of
/// them take longer than most of them run.
final class Subcommands {

  private final Map<String, Supplier<Command>> commands = new LinkedHashMap<>();

  /// Adds a command.
  Subcommands add(String name, Supplier<Command> command) {
    commands.put(name, command);
    return this;
  }

  /// Tells the parent of the commands. What a usage message shows of the others is there when it
  /// may be wanted: as long as no command has been named.
  ///
  /// @param arguments all that follows the parent's name
  void addTo(CommandLine parent, List<String> arguments) {
    int at = 0;
    while (at < arguments.size() && arguments.get(at).startsWith("-")) {
      at++;
    }
    String called = at < arguments.size() ? arguments.get(at) : "";
    List<String> rest = arguments.subList(Math.min(at + 1, arguments.size()), arguments.size());
    boolean others = at > 0 || !commands.containsKey(called);
    commands.forEach((name, made) -> {
      if (name.equals(called)) {
        Command command = made.get();
        CommandLine line = command.ready(name);
        command.commands().addTo(line, rest);
        parent.addSubcommand(line);
      } else if (others) {
        parent.addSubcommand(made.get().listed(name));
      }
    });
  }

  /// Tells the parent of the commands with all their options, but for the hidden ones.
  void addAllTo(CommandLine parent) {
    commands.forEach((name, made) -> {
      Command command = made.get();
      CommandLine line = command.ready(name);
      if (!line.getCommandSpec().usageMessage().hidden()) {
        command.commands().addAllTo(line);
        parent.addSubcommand(line);
      }
    });
  }
}

package dev.garboard.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/// The commands below another one. Only the one that is called is made ready: to read the options
/// of all of them takes longer than most of them run.
final class Subcommands {

  /// @param below the commands below this one
  private record Subcommand(Class<?> type, Supplier<CommandLine> line, Subcommands below) {}

  private final Map<String, Subcommand> commands = new LinkedHashMap<>();

  /// Adds a command.
  ///
  /// @param name as its annotation has it
  /// @param type which carries the annotation
  Subcommands add(String name, Class<?> type, Supplier<Object> command) {
    return add(name, type, command, new Subcommands());
  }

  /// Adds a command with commands below it.
  Subcommands add(String name, Class<?> type, Supplier<Object> command, Subcommands below) {
    commands.put(name, new Subcommand(type, () -> new CommandLine(command.get()), below));
    return this;
  }

  /// Adds a command that has been set up.
  Subcommands addLine(String name, Class<?> type, Supplier<CommandLine> line) {
    commands.put(name, new Subcommand(type, line, new Subcommands()));
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
    commands.forEach((name, command) -> {
      if (name.equals(called)) {
        CommandLine line = command.line().get();
        command.below().addTo(line, rest);
        parent.addSubcommand(line);
      } else if (others) {
        parent.addSubcommand(named(name, command.type()));
      }
    });
  }

  /// Tells the parent of the commands with all their options.
  void addAllTo(CommandLine parent) {
    for (Subcommand command : commands.values()) {
      if (!command.type().getAnnotation(Command.class).hidden()) {
        CommandLine line = command.line().get();
        command.below().addAllTo(line);
        parent.addSubcommand(line);
      }
    }
  }

  private static CommandLine named(String name, Class<?> type) {
    CommandSpec spec = CommandSpec.create().name(name);
    Command told = type.getAnnotation(Command.class);
    spec.usageMessage().description(told.description()).hidden(told.hidden());
    return new CommandLine(spec);
  }
}

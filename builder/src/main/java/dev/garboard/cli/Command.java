package dev.garboard.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// A command: what help says of it, which options it takes, and what it does.
abstract class Command implements Callable<Integer> {

  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this, Options.FACTORY);
  private final Options options = new Options(spec);

  /// Says what the command is for.
  abstract void describe(UsageMessageSpec usage);

  /// Says which options and positional parameters there are, in the order of the usage message.
  void declare(Options options) {}

  /// Runs the command, whose options have their values.
  ///
  /// @return the exit code
  abstract int run();

  /// The commands below this one.
  Subcommands commands() {
    return new Subcommands();
  }

  /// The command by its name alone, as others list it.
  final CommandLine listed(String name) {
    describe(spec.name(name).usageMessage());
    return new CommandLine(spec, Options.FACTORY);
  }

  /// The command with its options, ready to be called.
  final CommandLine ready(String name) {
    declare(options);
    options.standard();
    return listed(name);
  }

  @Override
  public final Integer call() {
    options.deliver();
    return run();
  }

  /// picocli's description of the command.
  final CommandSpec spec() {
    return spec;
  }

  /// The whole command line, from the first command on.
  final List<String> allArguments() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }
}

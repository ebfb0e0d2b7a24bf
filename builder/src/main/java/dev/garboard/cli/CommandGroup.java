package dev.garboard.cli;

import picocli.CommandLine.ParameterException;

/// A command that does nothing without one of those below it.
abstract class CommandGroup extends Command {

  @Override
  abstract Subcommands commands();

  @Override
  final int run() {
    throw new ParameterException(spec().commandLine(), "Which command?");
  }
}

package dev.garboard.cli;

import dev.garboard.words.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/// `garboard completion`: teaches a shell the commands and options.
final class CompletionCommand extends Command {

  /// The shells that are known.
  enum Shell {
    bash,
    zsh,
    fish
  }

  private final Session session;

  Shell shell = Shell.bash;

  CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  void describe(UsageMessageSpec usage) {
    usage
        .description("Print a script that completes commands and options in a shell.")
        .footer(
            "",
            "Examples:",
            "  source <(garboard completion bash)",
            "  source <(garboard completion zsh)",
            "  garboard completion fish > ~/.config/fish/completions/garboard.fish");
  }

  @Override
  void declare(Options options) {
    options.choice("SHELL", Shell.class, "bash, zsh, fish.", value -> shell = value);
  }

  @Override
  int run() {
    CommandLine top = new Garboard(session).line();
    String script =
        switch (shell) {
          // The script sees which of the two shells reads it.
          case bash, zsh -> AutoComplete.bash(top.getCommandName(), top);
          case fish -> new FishCompletion(top.getCommandName()).script(top);
        };
    session.out().print(script);
    return ExitCode.DONE;
  }
}

package dev.garboard.cli;

import dev.garboard.words.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `garboard completion`: teaches a shell the commands and options.
@Command(
    name = "completion",
    description = "Print a script that completes commands and options in a shell.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  source <(garboard completion bash)",
      "  source <(garboard completion zsh)",
      "  garboard completion fish > ~/.config/fish/completions/garboard.fish"
    })
final class CompletionCommand implements Callable<Integer> {

  /// The shells that are known.
  enum Shell {
    bash,
    zsh,
    fish
  }

  private final Session session;

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  Shell shell = Shell.bash;

  CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
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

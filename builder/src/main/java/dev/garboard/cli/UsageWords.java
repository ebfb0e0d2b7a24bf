package dev.garboard.cli;

import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Finding;
import dev.garboard.words.Phrases;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The words for a command line that cannot be understood.
final class UsageWords {

  private UsageWords() {}

  static Failure of(ParameterException e) {
    String help = "Try `" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help`";
    Finding finding =
        switch (e) {
          case UnmatchedArgumentException unmatched ->
              Finding.of(ExitCode.USAGE, unmatched(unmatched))
                  .fact(Phrases.didYouMean(nearest(unmatched)));
          case ParameterException _ -> Finding.of(ExitCode.USAGE, restyled(e));
        };
    return Finding.failure("", List.of(finding.fact(help)));
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String argument = e.getUnmatched().getFirst();
    String kind =
        e.getCommandLine().getParent() == null ? "unknown command: " : "unexpected argument: ";
    return (argument.startsWith("-") ? "unknown option: " : kind) + Phrases.code(argument);
  }

  private static List<String> nearest(UnmatchedArgumentException e) {
    return e.getSuggestions().stream().limit(3).toList();
  }

  /// The parser's message in the style of all others.
  private static String restyled(ParameterException e) {
    String message =
        String.valueOf(e.getMessage())
            .replaceAll("'([^']*)'", "`$1`")
            .replace("option option", "option")
            .replaceAll("is not an? (long|int)$", "is not a whole number");
    return message.isEmpty()
        ? "the command line cannot be understood"
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}

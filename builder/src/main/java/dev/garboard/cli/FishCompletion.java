package dev.garboard.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Writes completions for the fish shell, which picocli does not know: one line for each command
/// and option (fish's `complete`).
final class FishCompletion {

  private final String name;
  private final StringBuilder out = new StringBuilder();

  FishCompletion(String name) {
    this.name = name;
  }

  String script(CommandLine top) {
    write(top, List.of());
    return out.toString();
  }

  private void write(CommandLine line, List<String> path) {
    String here = condition(line, path);
    line.getSubcommands()
        .forEach((subcommand, child) -> {
          String[] about = child.getCommandSpec().usageMessage().description();
          append(here, "-f -a " + quote(subcommand), about);
        });
    for (OptionSpec option : line.getCommandSpec().options()) {
      if (!option.hidden()) {
        append(here, flags(option), option.description());
      }
    }
    line.getSubcommands()
        .forEach((subcommand, child) -> {
          List<String> longer = new ArrayList<>(path);
          longer.add(subcommand);
          write(child, longer);
        });
  }

  /// Every name of the path was typed, and none of those below.
  private static String condition(CommandLine line, List<String> path) {
    List<String> parts = new ArrayList<>();
    path.forEach(seen -> parts.add("__fish_seen_subcommand_from " + seen));
    if (!line.getSubcommands().isEmpty()) {
      String below = String.join(" ", line.getSubcommands().keySet());
      parts.add("not __fish_seen_subcommand_from " + below);
    }
    return String.join("; and ", parts);
  }

  private static String flags(OptionSpec option) {
    List<String> flags = new ArrayList<>();
    for (String flag : option.names()) {
      flags.add(flag.startsWith("--") ? "-l " + flag.substring(2) : "-s " + flag.substring(1));
    }
    if (option.arity().max() > 0) {
      flags.add("-r");
    }
    return String.join(" ", flags);
  }

  private void append(String condition, String what, String[] about) {
    out.append("complete -c ").append(name).append(" -n ").append(quote(condition));
    out.append(' ').append(what);
    if (about.length > 0) {
      out.append(" -d ").append(quote(about[0]));
    }
    out.append('\n');
  }

  private static String quote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}

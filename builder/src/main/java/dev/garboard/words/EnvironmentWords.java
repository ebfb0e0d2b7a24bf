package dev.garboard.words;

import dev.garboard.environment.EnvironmentException;
import dev.garboard.environment.EnvironmentProblem;
import dev.garboard.environment.EnvironmentProblem.BrokenInterpreter;
import dev.garboard.environment.EnvironmentProblem.ExternallyManaged;
import dev.garboard.environment.EnvironmentProblem.ForeignDistributions;
import dev.garboard.environment.EnvironmentProblem.Incomplete;
import dev.garboard.environment.EnvironmentProblem.NoEnvironment;
import dev.garboard.environment.EnvironmentProblem.NoInterpreter;
import dev.garboard.environment.EnvironmentProblem.NotADirectory;
import dev.garboard.environment.EnvironmentProblem.NotAnEnvironment;
import dev.garboard.environment.EnvironmentProblem.NotStored;
import dev.garboard.environment.EnvironmentProblem.NotWritable;
import dev.garboard.environment.EnvironmentProblem.Occupied;
import dev.garboard.environment.EnvironmentProblem.OtherPlatform;
import dev.garboard.environment.EnvironmentProblem.UnclearName;
import dev.garboard.environment.EnvironmentProblem.UnsupportedInterpreter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The words for every problem with an environment.
final class EnvironmentWords {

  private EnvironmentWords() {}

  static Failure of(EnvironmentException e) {
    Failure first = of(e.problems().getFirst());
    List<String> details = new ArrayList<>(first.details());
    e.problems().stream()
        .skip(1)
        .map(EnvironmentWords::of)
        .forEach(failure -> {
          details.add(failure.title());
          details.addAll(failure.details());
        });
    return new Failure(first.exit(), first.title(), details);
  }

  private static Failure of(EnvironmentProblem problem) {
    return switch (problem) {
      case NotAnEnvironment(Path directory) ->
          Failure.of(
              ExitCode.USAGE,
              directory + " is not empty and no environment",
              "It was left as it is: name another place, or empty it");
      case NotADirectory(Path path) -> Failure.of(ExitCode.USAGE, path + " is not a directory");
      case NotWritable(Path directory, String reason) ->
          Failure.of(
              ExitCode.WORLD,
              "the environment " + directory + " cannot be written: " + reason,
              "Name another place with `--venv`, or use it as it is with `garboard run --no-sync`");
      case Incomplete(Path directory, Path file, String reason) ->
          Failure.of(
              ExitCode.WORLD,
              "the environment " + directory + " is not complete: " + reason,
              "At " + file,
              "Make room or give permission there, or name another place with `--venv`",
              "The next `garboard sync` completes it");
      case OtherPlatform(Path directory, String platform, String here) ->
          Failure.of(
              ExitCode.USAGE,
              directory + " is an environment for " + platform + "; this is " + here,
              "It was left as it is: name another place, or remove it");
      case NoEnvironment(Path directory) ->
          Failure.of(
              ExitCode.USAGE,
              "there is no environment of Garboard's at " + directory,
              "`garboard sync` makes one; `garboard env list` shows those of the central store");
      case UnclearName(String name, List<String> candidates) ->
          new Failure(
              ExitCode.USAGE,
              "`"
                  + name
                  + "` means "
                  + (candidates.isEmpty() ? "no environment" : "several environments"),
              candidates.isEmpty() ? List.of("`garboard env list` shows all") : candidates);
      case Occupied(Path path) ->
          Failure.of(ExitCode.USAGE, "something is at " + path, "Nothing was moved");
      case NotStored(Path directory, String distribution) ->
          Failure.of(
              ExitCode.USAGE,
              "the store no longer has " + distribution + " of " + directory,
              "Run `garboard sync --venv` in its project instead");
      case NoInterpreter(String wanted, List<String> rejected) ->
          new Failure(
              ExitCode.USAGE,
              "no Python here is " + wanted,
              Stream.concat(rejected.stream(), Stream.of("`--python PATH` names another one"))
                  .toList());
      case BrokenInterpreter(Path executable, String reason) ->
          Failure.of(ExitCode.WORLD, executable + " does not work as a Python: " + reason);
      case UnsupportedInterpreter(Path executable, String what) ->
          Failure.of(ExitCode.USAGE, executable + " cannot be used: it is " + what);
      case ExternallyManaged(Path executable, Path marker) ->
          Failure.of(
              ExitCode.USAGE,
              executable + " belongs to the operating system's package tool",
              "It says so itself: " + marker,
              "Use `--venv`, or `--break-system-packages` if you know what you do");
      case ForeignDistributions(Path sitePackages, List<String> found) -> {
        List<String> details = new ArrayList<>(found);
        details.add("Nothing was changed; `--replace` puts the wanted versions in their place");
        yield new Failure(
            ExitCode.USAGE, "other versions are installed in " + sitePackages, details);
      }
    };
  }
}

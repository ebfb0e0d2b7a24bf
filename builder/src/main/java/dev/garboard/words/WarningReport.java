package dev.garboard.words;

import dev.garboard.pipeline.BuildWarning;
import java.util.ArrayList;
import java.util.List;

/// The words for every warning; with `--strict` they are those of a failure.
public final class WarningReport {

  private static final int SHOWN = 5;

  private WarningReport() {}

  public static Failure of(BuildWarning warning) {
    return switch (warning) {
      case BuildWarning.InWheel(String filename, var inside) ->
          Failure.of(ExitCode.PROJECT, Phrases.code(filename) + ": " + InstallWords.of(inside));
      case BuildWarning.PathConflict(List<String> owners, var paths) -> {
        List<String> details =
            new ArrayList<>(
                Phrases.shortList(paths.stream().map(p -> p.absolute()).toList(), SHOWN));
        details.add("The files of " + Phrases.code(owners.getLast()) + " are the ones that stay");
        yield new Failure(
            ExitCode.PROJECT,
            "several packages own the same paths: " + Phrases.codes(owners),
            details);
      }
      case BuildWarning.Unverified(var name, String filename) ->
          Failure.of(
              ExitCode.INTEGRITY,
              "the lockfile has no hash for " + Phrases.code(filename),
              "The bytes of " + Phrases.code(name) + " were taken as they came");
      case BuildWarning.MissingLibraries(String distribution, var libraries) ->
          DebianWords.missing(distribution, libraries);
      case BuildWarning.NoBytecode(String version, String reason) ->
          Failure.of(
              ExitCode.WORLD,
              "no bytecode: Python " + version + " cannot run on this machine: " + reason,
              "The image will start more slowly");
    };
  }
}

package dev.garboard.cli;

import dev.garboard.pipeline.BuildWarning;
import java.util.ArrayList;
import java.util.List;

/// The words for every warning; with `--strict` they are those of a failure.
final class WarningReport {

  private static final int SHOWN = 5;

  private WarningReport() {}

  static Failure of(BuildWarning warning) {
    return switch (warning) {
      case BuildWarning.InWheel(String filename, var inside) ->
          Failure.of(ExitCode.PROJECT, filename + ": " + inside);
      case BuildWarning.PathConflict(List<String> owners, var paths) -> {
        List<String> details = new ArrayList<>();
        paths.stream().limit(SHOWN).forEach(path -> details.add(path.absolute()));
        if (paths.size() > SHOWN) {
          details.add("and " + (paths.size() - SHOWN) + " more");
        }
        details.add("The files of " + owners.getLast() + " are the ones that stay");
        yield new Failure(
            ExitCode.PROJECT, String.join(" and ", owners) + " own the same paths", details);
      }
      case BuildWarning.Unverified(var name, String filename) ->
          Failure.of(
              ExitCode.INTEGRITY,
              "the lockfile has no hash for " + filename + " of " + name,
              "Its bytes were taken as they came");
      case BuildWarning.NoBytecode(String version, String reason) ->
          Failure.of(
              ExitCode.WORLD,
              "no bytecode: Python " + version + " cannot run on this machine: " + reason,
              "The image will start more slowly");
    };
  }
}

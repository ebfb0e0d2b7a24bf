package dev.garboard.words;

import static dev.garboard.words.Phrases.code;

import dev.garboard.pipeline.PlanProblem;
import dev.garboard.python.WheelFilename;
import dev.garboard.python.WheelTag;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import java.util.List;

/// The words for why a selection cannot become layers.
final class PlanWords {

  private PlanWords() {}

  static Finding of(PlanProblem problem) {
    return switch (problem) {
      case PlanProblem.NeedsBuild(var selected, var available, var best) ->
          needsBuild(selected, available, best);
      case PlanProblem.DynamicVersion(var name) ->
          Finding.of(
                  ExitCode.PROJECT,
                  "the version of " + code(name) + " is not known",
                  "Its `pyproject.toml` declares it as dynamic: the build backend would compute it")
              .help("Say it: `--project-version VERSION`")
              .help("Write `version` into `[project]`");
      case PlanProblem.BudgetTooSmall(long budget, int smallest) ->
          Finding.of(
                  ExitCode.USAGE,
                  "too few layers: " + budget + ", at least " + smallest + " needed")
              .help("Raise `--layer-budget`, or `layers.budget` in `[tool.garboard]`");
    };
  }

  private static Finding needsBuild(
      SelectedPackage selected, List<WheelFilename> available, WheelTag best) {
    String named = Phrases.named(selected.name(), selected.version());
    return switch (selected.artifact()) {
      case Artifact.LocalTree(String path, _) ->
          Finding.of(
                  ExitCode.NO_WHEEL,
                  named + " is a source tree, and nothing built it",
                  "It lies in " + code(path.isEmpty() ? "." : path),
                  SelectionWords.required(selected.why()))
              .help("Leave it out: `--no-install-package " + selected.name() + "`")
              .help(buildOnce(selected));
      case Artifact.GitTree _ ->
          Finding.of(
                  ExitCode.NO_WHEEL,
                  named + " would have to be built, and nothing built it",
                  "It comes from " + Phrases.source(selected.source()),
                  SelectionWords.required(selected.why()))
              .help("Leave it out: `--no-install-package " + selected.name() + "`")
              .help(buildOnce(selected));
      case Artifact.SourceArchive(String filename, _, _, _) ->
          SelectionWords.lockOther(
                  Finding.of(ExitCode.NO_WHEEL, "no wheel of " + named + " fits the target")
                      .fact(SelectionWords.wheels(available, best))
                      .fact(
                          "It would have to be built from "
                              + code(filename)
                              + ", and nothing built it",
                          SelectionWords.required(selected.why())),
                  selected.name())
              .help(buildOnce(selected));
      case Artifact.Wheel(var filename, _, _, _) ->
          Finding.of(ExitCode.INTERNAL, "a wheel was taken for a source: " + code(filename.text()))
              .help(ErrorReport.OURS);
    };
  }

  private static String buildOnce(SelectedPackage selected) {
    return "Build a wheel of it once, name that file in `[tool.uv.sources]` as `"
        + selected.name()
        + " = { path = \"FILE.whl\" }`, and run `uv lock`";
  }
}

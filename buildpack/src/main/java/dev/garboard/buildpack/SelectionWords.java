package dev.garboard.buildpack;

import dev.garboard.pipeline.PlanProblem;
import dev.garboard.project.ConflictItem;
import dev.garboard.python.PackageName;
import dev.garboard.python.WheelFilename;
import dev.garboard.python.WheelTag;
import dev.garboard.selection.SelectionProblem;
import java.util.List;
import java.util.stream.Collectors;

/// The words for why a lockfile does not answer a request, or its answer cannot become layers.
final class SelectionWords {
  private static final int WHEELS_SHOWN = 5;

  private SelectionWords() {}

  static Failure of(SelectionProblem problem) {
    return switch (problem) {
      case SelectionProblem.PythonNotAccepted(var target, var limit, String origin) ->
          Failure.of(
                  (origin.isEmpty() ? "the project" : "the group `" + origin + "`")
                      + " does not accept Python "
                      + target.pythonFull(),
                  "`requires-python` is `" + limit + "`")
              .help(
                  "Choose another Python: `.python-version`, or `" + Choices.PYTHON + "=X.Y`",
                  "Choose another Debian release: `" + Choices.DEBIAN + "`",
                  "Widen `requires-python` and run `uv lock`");
      case SelectionProblem.UnsupportedEnvironment(var target, var supported) ->
          Failure.of(
                  "the lockfile was not made for Linux on " + target.architecture(),
                  "It was made for: " + codes(supported))
              .help("Add this platform to `environments` in `[tool.uv]` and run `uv lock`");
      case SelectionProblem.UnknownMember(var name, var nearest) ->
          Failure.of("the workspace has no member `" + name + "`").fact(didYouMean(nearest));
      case SelectionProblem.RootNotLocked(var name, int count) ->
          Failure.of("uv.lock: the lockfile is stale: it lists `" + name + "` " + count + " times")
              .help("Run `uv lock` and commit `uv.lock`");
      case SelectionProblem.UnknownExtra(var extra, var roots, var nearest) ->
          Failure.of(codes(roots) + " has no extra `" + extra + "`")
              .fact(didYouMean(nearest))
              .help("Correct `" + Choices.EXTRAS + "`, or `extras` in `[tool.garboard]`");
      case SelectionProblem.UnknownGroup(var group, var roots, boolean _, var nearest) ->
          Failure.of(codes(roots) + " has no group `" + group + "`")
              .fact(didYouMean(nearest))
              .help("Correct `" + Choices.GROUPS + "`, or `groups` in `[tool.garboard]`");
      case SelectionProblem.DeclaredConflict(var set, var active) ->
          Failure.of(
                  "cannot be installed together: " + items(active),
                  "`tool.uv.conflicts` declares a conflict of " + items(set))
              .help("Ask for one of them: `" + Choices.GROUPS + "`, `" + Choices.EXTRAS + "`");
      case SelectionProblem.ExtrasConflict(var first, var second) ->
          Failure.of(
              "dependencies need both " + items(List.of(first)) + " and " + items(List.of(second)),
              "`tool.uv.conflicts` declares that they exclude each other");
      case SelectionProblem.AmbiguousRequirement(var name, var candidates) ->
          Failure.of(
              "a requirement of `" + name + "` fits " + candidates.size() + " locked packages");
      case SelectionProblem.SeveralVersions(var name, var packages) ->
          Failure.of("`" + name + "` would be installed " + packages.size() + " times")
              .help("Declare extras or groups that exclude each other in `tool.uv.conflicts`");
      case SelectionProblem.NoWheel(var id, var reason, var available, var best, var why) ->
          noWheel(
                  id.name(),
                  "`" + id.name() + "` " + id.version() + ": " + reason(reason),
                  available,
                  best)
              .fact("Required by: " + String.join(" → ", why));
    };
  }

  private static String reason(SelectionProblem.NoWheelReason reason) {
    return switch (reason) {
      case NOTHING_FITS, WHEEL_SOURCE_DOES_NOT_FIT -> "no wheel fits the target";
      case BUILD_FORBIDDEN -> "no wheel fits the target, and building is forbidden";
      case ALL_FORBIDDEN -> "it may be neither built nor taken as a wheel";
      case BINARY_FORBIDDEN, WHEEL_SOURCE_FORBIDDEN ->
          "it exists as a wheel alone, and wheels are forbidden";
      case ARCHIVE_FORMAT -> "its archive is neither `.tar.gz` nor `.zip`";
    };
  }

  static Failure of(PlanProblem problem) {
    return switch (problem) {
      case PlanProblem.NeedsBuild(var selected, var available, var best) ->
          noWheel(
              selected.name(),
              "`"
                  + selected.name()
                  + "` "
                  + selected.version()
                  + " would have to be built, and nothing built it",
              available,
              best);
      case PlanProblem.DynamicVersion(var name) ->
          Failure.of(
                  "the version of `" + name + "` is not known",
                  "Its `pyproject.toml` declares it as dynamic: the build backend would compute it")
              .help("Say it: `" + Choices.VERSION + "`", "Write `version` into `[project]`");
      case PlanProblem.BudgetTooSmall(long budget, int smallest) ->
          Failure.of("too few layers: " + budget + ", at least " + smallest + " needed")
              .help("Raise `layers.budget` in `[tool.garboard]`");
    };
  }

  private static Failure noWheel(
      PackageName name, String title, List<WheelFilename> available, WheelTag best) {
    String wheels =
        available.stream()
            .limit(WHEELS_SHOWN)
            .map(WheelFilename::text)
            .collect(Collectors.joining(", "));
    return Failure.of(
            title,
            "Best tag of the target: `" + best + "`",
            available.isEmpty()
                ? "The lockfile lists no wheel of it"
                : "The lockfile lists " + Log.count(available.size(), "wheel") + ": " + wheels)
        .help(
            "Lock a version that has a wheel: `uv lock --upgrade-package " + name + "`",
            "Choose a Python that it has a wheel for: `" + Choices.PYTHON + "`");
  }

  /// One line, or nothing.
  static String didYouMean(List<String> nearest) {
    return nearest.isEmpty() ? "" : "Did you mean `" + nearest.getFirst() + "`?";
  }

  private static String codes(List<?> items) {
    return items.stream().map(item -> "`" + item + "`").collect(Collectors.joining(", "));
  }

  private static String items(List<? extends ConflictItem> items) {
    return items.stream()
        .map(item ->
            switch (item) {
              case ConflictItem.Extra(var name, var extra) -> "`" + name + "[" + extra + "]`";
              case ConflictItem.Group(var name, var group) -> "`" + name + ":" + group + "`";
              case ConflictItem.Whole(var name) -> "`" + name + "`";
            })
        .collect(Collectors.joining(" and "));
  }
}

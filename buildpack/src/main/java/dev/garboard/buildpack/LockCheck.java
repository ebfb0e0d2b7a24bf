package dev.garboard.buildpack;

import dev.garboard.buildpack.Failure.FailureException;
import dev.garboard.freshness.Freshness;
import dev.garboard.freshness.FreshnessCheck;
import dev.garboard.freshness.UvSurroundings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Refuses a lockfile that does not belong to its project any more.
final class LockCheck {
  private LockCheck() {}

  static void require(Choices choices, Log log) throws FailureException, IOException {
    if (choices.variable(Choices.FROZEN).equals("true")) {
      return;
    }
    switch (FreshnessCheck.of(
        choices.project(), UvSurroundings.of(choices.context().environment()))) {
      case Freshness.Fresh() -> {
        return;
      }
      case Freshness.Stale(List<Freshness.Difference> differences) ->
          throw stale(differences).exception();
      case Freshness.Unknown(List<Freshness.Doubt> doubts) ->
          log.line(
              "whether uv.lock is up to date is not known: "
                  + Log.some(
                      doubts.stream().map(d -> (d.file() + " " + d.key()).strip()).toList()));
    }
  }

  private static Failure stale(List<Freshness.Difference> differences) {
    List<String> facts = new ArrayList<>();
    for (Freshness.Difference difference : differences) {
      facts.add(difference.file() + ", `" + difference.key() + "`:");
      difference.declared().forEach(item -> facts.add("  project:  " + item));
      difference.locked().forEach(item -> facts.add("  lockfile: " + item));
    }
    return new Failure(
        "the lockfile is stale: `uv.lock` is not what uv would write for this project",
        facts,
        List.of(
            "Run `uv lock` and commit `uv.lock`",
            "Build from it as it is: `" + Choices.FROZEN + "=true`"));
  }
}

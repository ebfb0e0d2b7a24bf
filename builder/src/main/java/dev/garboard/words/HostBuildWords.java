package dev.garboard.words;

import dev.garboard.hostbuild.HostBuildException;
import dev.garboard.hostbuild.HostBuildProblem;
import dev.garboard.hostbuild.Wanted;
import java.util.ArrayList;
import java.util.List;

/// The words for builds on this machine that did not give a wheel.
final class HostBuildWords {

  private static final String SUPPLY = "`--find-links DIR`";

  private HostBuildWords() {}

  static Failure of(HostBuildException e) {
    List<String> details = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    int exit = ExitCode.PROJECT;
    for (HostBuildProblem problem : e.problems()) {
      titles.add(title(problem));
      if (e.problems().size() > 1) {
        details.add(title(problem));
      }
      details.addAll(details(problem));
      exit = Math.max(exit, exit(problem));
    }
    String title =
        titles.size() == 1
            ? titles.getFirst()
            : titles.size() + " distributions could not be made into wheels";
    return new Failure(exit, title, details);
  }

  private static int exit(HostBuildProblem problem) {
    return switch (problem) {
      case HostBuildProblem.NoInterpreter _,
          HostBuildProblem.NoBuildTool _,
          HostBuildProblem.BuildFailed _,
          HostBuildProblem.TimedOut _,
          HostBuildProblem.NoGit _,
          HostBuildProblem.GitFailed _ ->
          ExitCode.WORLD;
      case HostBuildProblem.BuildForbidden _,
          HostBuildProblem.SettingNotFollowed _,
          HostBuildProblem.ForeignWheel _ ->
          ExitCode.NO_WHEEL;
      case HostBuildProblem.NotOneWheel _,
          HostBuildProblem.OtherDistribution _,
          HostBuildProblem.OtherVersion _,
          HostBuildProblem.NotEditable _,
          HostBuildProblem.UnreadableSource _ ->
          ExitCode.PROJECT;
    };
  }

  private static String title(HostBuildProblem problem) {
    String name = "`" + problem.name() + "`";
    return switch (problem) {
      case HostBuildProblem.BuildForbidden _ -> name + " has no wheel and must not be built";
      case HostBuildProblem.SettingNotFollowed p ->
          name + " must be built, and `" + p.setting() + "` of `[tool.uv]` is not followed here";
      case HostBuildProblem.NoInterpreter p ->
          name + " must be built, and there is no CPython " + p.python() + " on this machine";
      case HostBuildProblem.NoBuildTool _ ->
          name + " must be built, and there is neither uv nor pip on this machine";
      case HostBuildProblem.BuildFailed p -> name + ": the build ended with exit code " + p.exit();
      case HostBuildProblem.TimedOut p ->
          name + ": the build ran longer than " + p.limit().toSeconds() + " seconds";
      case HostBuildProblem.NotOneWheel p ->
          name + ": the build made " + p.files().size() + " wheels instead of one";
      case HostBuildProblem.OtherDistribution p ->
          name + ": the build made a wheel of another distribution: " + p.wheel();
      case HostBuildProblem.OtherVersion p ->
          name + ": the wheel is " + p.wheel() + ", not version " + p.expected();
      case HostBuildProblem.ForeignWheel p ->
          name + ": the wheel built on this machine does not run on the target: " + p.wheel();
      case HostBuildProblem.NotEditable p ->
          name + " is more than Python and cannot be installed in place: " + p.wheel();
      case HostBuildProblem.UnreadableSource p ->
          name + ": the source cannot be used: " + p.reason();
      case HostBuildProblem.NoGit p ->
          name + " comes from a repository, and there is no " + p.missing();
      case HostBuildProblem.GitFailed p ->
          name + ": commit " + p.commit() + " cannot be had from " + p.url();
    };
  }

  private static List<String> details(HostBuildProblem problem) {
    List<String> lines = new ArrayList<>();
    switch (problem) {
      case HostBuildProblem.BuildForbidden p -> {
        wanted(lines, p.wanted());
        lines.add(
            "Take it out of `--no-build` or `--no-build-package`, or lock a version with wheels");
      }
      case HostBuildProblem.SettingNotFollowed p -> {
        wanted(lines, p.wanted());
        lines.add("Build it once with uv and supply the wheel: " + SUPPLY);
      }
      case HostBuildProblem.NoInterpreter p -> {
        lines.add("Found: " + (p.found().isEmpty() ? "none" : String.join(", ", p.found())));
        wanted(lines, p.wanted());
        lines.add("Install Python " + p.python() + ", or supply its wheel: " + SUPPLY);
        lines.add(
            "If only the project's own version is wanted, say it: `--project-version VERSION`");
      }
      case HostBuildProblem.NoBuildTool p -> lines.add("Install uv, or pip for " + p.interpreter());
      case HostBuildProblem.BuildFailed p -> {
        lines.add("Command: " + String.join(" ", p.command()));
        lines.addAll(p.output().lines().toList());
      }
      case HostBuildProblem.TimedOut p -> {
        lines.add("Command: " + String.join(" ", p.command()));
        lines.addAll(p.output().lines().toList());
      }
      case HostBuildProblem.NotOneWheel p -> wheels(lines, p.files());
      case HostBuildProblem.OtherDistribution _ ->
          lines.add("The name in its build configuration differs from the lockfile's");
      case HostBuildProblem.OtherVersion _ ->
          lines.add("Run `uv lock`, or say the version with `--project-version`");
      case HostBuildProblem.ForeignWheel p -> {
        wanted(lines, p.wanted());
        if (!p.detail().isEmpty()) {
          lines.add("It was built against " + p.detail());
        }
        lines.add("Build it on such a machine and supply the wheel: " + SUPPLY);
        lines.add("Lock a version that has one: `uv lock --upgrade-package " + p.name() + "`");
        lines.add("Leave it out: `--no-install-package " + p.name() + "`");
      }
      case HostBuildProblem.NotEditable _ ->
          lines.add("`--no-editable` builds it and installs a copy");
      case HostBuildProblem.UnreadableSource p -> lines.add("Source: " + p.source());
      case HostBuildProblem.NoGit p -> lines.add("Repository: " + p.url());
      case HostBuildProblem.GitFailed p -> lines.addAll(p.output().lines().toList());
    }
    return lines;
  }

  private static void wanted(List<String> lines, Wanted wanted) {
    wheels(lines, wanted.wheels());
    lines.add("The target's best tag: " + wanted.bestTag());
    if (!wanted.why().isEmpty()) {
      lines.add(SelectionWords.required(wanted.why()));
    }
  }

  private static void wheels(List<String> lines, List<String> wheels) {
    lines.add("Wheels that exist: " + (wheels.isEmpty() ? "none" : String.join(", ", wheels)));
  }
}

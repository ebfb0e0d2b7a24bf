package dev.garboard.buildpack;

import dev.garboard.hostbuild.HostBuildProblem;
import dev.garboard.hostbuild.Wanted;
import java.util.List;

/// The words for builds of wheels that gave none. The build image's tools make them.
final class HostBuildWords {
  private static final String LOCK =
      "Lock a version that has a wheel, or name a directory that holds one: `"
          + Choices.FIND_LINKS
          + "`";

  private HostBuildWords() {}

  static Failure of(HostBuildProblem problem) {
    String name = "`" + problem.name() + "`";
    return switch (problem) {
      case HostBuildProblem.BuildForbidden(_, var wanted) ->
          new Failure(name + " has no wheel and must not be built", wanted(wanted), List.of(LOCK));
      case HostBuildProblem.SettingNotFollowed(_, String setting, var wanted) ->
          new Failure(
                  name + " must be built, and `" + setting + "` of `[tool.uv]` is not followed",
                  wanted(wanted),
                  List.of())
              .help("Build it once with uv, and lay the wheel ready: `" + Choices.FIND_LINKS + "`");
      case HostBuildProblem.NoInterpreter(_, String python, var found, var wanted) ->
          new Failure(
                  name + " must be built, and the build image has no CPython " + python,
                  wanted(wanted),
                  List.of())
              .fact("Found: " + (found.isEmpty() ? "none" : String.join(", ", found)))
              .help("Use a build image that has it", LOCK)
              .help(
                  "If only the project's own version is wanted, say it: `" + Choices.VERSION + "`");
      case HostBuildProblem.NoBuildTool(_, var interpreter) ->
          Failure.of(
                  name + " must be built, and the build image has neither uv nor pip",
                  "Its Python is " + interpreter)
              .help("Use a build image that has uv", LOCK);
      case HostBuildProblem.BuildFailed(_, var command, int exit, String output) ->
          new Failure(
              name + ": the build ended with status " + exit,
              output(command, output),
              List.of(LOCK));
      case HostBuildProblem.TimedOut(_, var command, var limit, String output) ->
          new Failure(
              name + ": the build ran longer than " + limit.toSeconds() + " seconds",
              output(command, output),
              List.of(LOCK));
      case HostBuildProblem.NotOneWheel(_, var files) ->
          Failure.of(name + ": the build made " + Log.count(files.size(), "wheel"), exist(files));
      case HostBuildProblem.OtherDistribution(_, String wheel) ->
          Failure.of(name + ": the build made a wheel of another distribution: " + wheel);
      case HostBuildProblem.OtherVersion(_, String expected, String wheel) ->
          Failure.of(name + ": the wheel is " + wheel + ", not version " + expected)
              .help("Run `uv lock`, or say the version: `" + Choices.VERSION + "`");
      case HostBuildProblem.ForeignWheel(_, String wheel, var wanted, String detail) ->
          new Failure(
                  name + ": the wheel that was built does not run on the target: " + wheel,
                  wanted(wanted),
                  List.of())
              .fact(detail)
              .help(LOCK);
      case HostBuildProblem.NotEditable(_, String wheel) ->
          Failure.of(name + " is more than Python and cannot stay in place: " + wheel)
              .help("Install it as a wheel: `project = \"wheel\"` in `[tool.garboard]`");
      case HostBuildProblem.UnreadableSource(_, String source, String reason) ->
          Failure.of(name + ": the source cannot be used: " + reason, "Source: " + source);
      case HostBuildProblem.NoGit(_, String url, String missing) ->
          Failure.of(
                  name + " comes from a repository, and the build image has no " + missing,
                  "Repository: " + url)
              .help("Use a build image that has git", LOCK);
      case HostBuildProblem.GitFailed(_, String url, String commit, String output) ->
          new Failure(
              name + ": commit " + commit + " cannot be had from " + url,
              output.lines().toList(),
              List.of(LOCK));
    };
  }

  private static List<String> output(List<String> command, String output) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of("Command: " + String.join(" ", command)), output.lines())
        .toList();
  }

  private static List<String> wanted(Wanted wanted) {
    return List.of(
        exist(wanted.wheels()),
        "The target's best tag: " + wanted.bestTag(),
        "Required by: " + String.join(" → ", wanted.why()));
  }

  private static String exist(List<String> wheels) {
    return "Wheels that exist: " + (wheels.isEmpty() ? "none" : String.join(", ", wheels));
  }
}

package dev.garboard.buildpack;

import dev.garboard.project.ProjectProblem;
import dev.garboard.project.SourcePosition;

/// The words for what is wrong with a project's files.
final class ProjectWords {
  private static final String LOCK = "uv.lock";
  private static final String RELOCK =
      "Restore `uv.lock` from version control, or delete it, run `uv lock` and commit it";

  private ProjectWords() {}

  static Failure of(ProjectProblem problem) {
    return switch (problem) {
      case ProjectProblem.MissingPyProject(var directory) ->
          Failure.of("no `pyproject.toml` in `" + directory + "`")
              .help(
                  "Commit it; where the project is a member of a workspace, build the whole"
                      + " workspace and name the member with `"
                      + Choices.PACKAGE
                      + "`");
      case ProjectProblem.MissingLockfile(var file) ->
          Failure.of("the project has no lockfile: `" + file + "` does not exist")
              .help("Run `uv lock` and commit `uv.lock`");
      case ProjectProblem.UnsupportedLockVersion(SourcePosition where, long version) ->
          Failure.of(where + ": version " + version + " of the lockfile format is not supported")
              .help(
                  "Use a newer version of this buildpack", "Lock with a uv that writes version 1");
      case ProjectProblem.TomlSyntax(SourcePosition where, String reason) ->
          inFile(where, "not valid TOML").fact(reason);
      case ProjectProblem.WrongType(SourcePosition where, var key, var expected, var found) ->
          inFile(where, "`" + key + "` is of type " + found + "; expected " + expected);
      case ProjectProblem.MissingKey(SourcePosition where, String table, String key) ->
          inFile(
              where,
              (table.isEmpty() ? "" : "`" + table + "` lacks ")
                  + "the key `"
                  + key
                  + "`"
                  + (table.isEmpty() ? " is missing" : ""));
      case ProjectProblem.UnknownKey(SourcePosition where, String key, var nearest) ->
          inFile(where, "unknown key: `" + key + "`").fact(SelectionWords.didYouMean(nearest));
      case ProjectProblem.InvalidValue(SourcePosition where, String key, String reason) ->
          inFile(where, "invalid value of `" + key + "`").fact(reason);
      case ProjectProblem.UnmanagedProject(SourcePosition where) ->
          inFile(where, "the project is not managed by uv: `tool.uv.managed` is false")
              .help("Remove that key, and run `uv lock`");
      case ProjectProblem.NotAMember(SourcePosition where, var directory, String reason) ->
          inFile(where, "`" + directory + "` cannot be a member of the workspace: " + reason)
              .help("Leave it out with `exclude` in `[tool.uv.workspace]`");
      case ProjectProblem.DuplicateMember(var name, var first, var second) ->
          Failure.of(
                  "two members of the workspace are called `" + name + "`",
                  "They are in `" + first + "` and `" + second + "`")
              .help("Rename one of them");
      case ProjectProblem.MemberNotLocked(var name, SourcePosition lockfile) ->
          Failure.of(
                  lockfile + ": the lockfile is stale: it does not list the member `" + name + "`")
              .help("Run `uv lock` and commit `uv.lock`");
      case ProjectProblem.DuplicatePackage(SourcePosition where, var id) ->
          inFile(where, "listed twice: `" + id.name() + "` " + id.version());
      case ProjectProblem.DuplicateDependency(SourcePosition where, var parent, var dependency) ->
          inFile(where, "`" + parent + "` lists its dependency `" + dependency + "` twice");
      case ProjectProblem.UnknownDependency(
              SourcePosition where,
              var parent,
              var dependency,
              var version) ->
          inFile(
              where,
              "`"
                  + parent
                  + "` depends on `"
                  + dependency
                  + "` "
                  + version
                  + ", which is not locked");
      case ProjectProblem.AmbiguousDependency(
              SourcePosition where,
              var parent,
              var dependency,
              String missing) ->
          inFile(where, "`" + parent + "` may mean several locked packages by `" + dependency + "`")
              .fact("The key `" + missing + "` that would tell them apart is missing");
      case ProjectProblem.WrongHashPresence(
              SourcePosition where,
              var name,
              String filename,
              String kind,
              boolean expected) ->
          inFile(
                  where,
                  (expected ? "no hash for `" : "a hash where none can be, for `") + filename + "`")
              .fact("It belongs to `" + name + "`, whose source is of kind `" + kind + "`");
      case ProjectProblem.InconsistentVersion(
              SourcePosition where,
              var name,
              String version,
              String filename) ->
          inFile(where, "`" + filename + "` is not a wheel of `" + name + "` " + version);
    };
  }

  /// Faults of the lockfile are uv's to mend, all others the user's.
  private static Failure inFile(SourcePosition where, String what) {
    Failure failure = Failure.of(where + ": " + what);
    boolean lock = where.file().equals(LOCK) || where.file().endsWith("/" + LOCK);
    return lock ? failure.help(RELOCK) : failure;
  }
}

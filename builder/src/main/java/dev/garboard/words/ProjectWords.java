package dev.garboard.words;

import static dev.garboard.words.Phrases.code;

import dev.garboard.project.ProjectProblem;
import dev.garboard.project.SourcePosition;

/// The words for what is wrong with a project's files.
final class ProjectWords {

  private static final String LOCK = "uv.lock";
  private static final String RELOCK =
      "Restore `uv.lock` from version control, or delete it and run `uv lock`";

  private ProjectWords() {}

  static Finding of(ProjectProblem problem) {
    return switch (problem) {
      case ProjectProblem.MissingPyProject(var directory) ->
          Finding.of(
                  ExitCode.PROJECT,
                  "no `pyproject.toml` in " + code(directory) + ", nor in a directory above it")
              .help("Name the project's directory: `garboard build DIRECTORY`")
              .help("Start a project with `uv init`");
      case ProjectProblem.MissingLockfile(var file) ->
          Finding.of(
                  ExitCode.LOCK,
                  "the project has no lockfile: " + code(file) + " does not exist",
                  "Garboard installs what uv has locked and resolves nothing itself")
              .help("Run `uv lock` in the project's directory");
      case ProjectProblem.UnsupportedLockVersion(SourcePosition where, long version) ->
          Finding.of(
                  ExitCode.LOCK,
                  where + ": version " + version + " of the lockfile format is not supported",
                  "This release of Garboard reads version 1")
              .help("Use a newer Garboard")
              .help("Lock with a uv that writes version 1");
      case ProjectProblem.TomlSyntax(SourcePosition where, String reason) ->
          inFile(where, "not valid TOML").fact(reason);
      case ProjectProblem.WrongType(SourcePosition where, var key, var expected, var found) ->
          inFile(where, code(key) + " is of type " + found + "; expected " + expected);
      case ProjectProblem.MissingKey(SourcePosition where, String table, String key) ->
          inFile(where, missing(table, key));
      case ProjectProblem.UnknownKey(SourcePosition where, String key, var nearest) ->
          inFile(where, "unknown key: " + code(key)).fact(Phrases.didYouMean(nearest));
      case ProjectProblem.InvalidValue(SourcePosition where, String key, String reason) ->
          inFile(where, "invalid value of " + code(key)).fact(Phrases.sentence(reason));
      case ProjectProblem.UnmanagedProject(SourcePosition where) ->
          inFile(where, "the project is not managed by uv: `tool.uv.managed` is false")
              .help("Remove that key, and run `uv lock`");
      case ProjectProblem.NotAMember(SourcePosition where, var directory, String reason) ->
          inFile(where, code(directory) + " cannot be a member of the workspace: " + reason)
              .help("Leave it out with `exclude` in `[tool.uv.workspace]`");
      case ProjectProblem.DuplicateMember(var name, var first, var second) ->
          Finding.of(
                  ExitCode.PROJECT,
                  "two members of the workspace are called " + code(name),
                  "They are in " + code(first) + " and " + code(second))
              .help("Rename one of them");
      case ProjectProblem.MemberNotLocked(var name, SourcePosition lockfile) ->
          Finding.of(
                  ExitCode.LOCK,
                  lockfile + ": the lockfile is stale: it does not list the member " + code(name))
              .help("Run `uv lock`");
      case ProjectProblem.DuplicatePackage(SourcePosition where, var id) ->
          inFile(where, "listed twice: " + Phrases.identity(id));
      case ProjectProblem.DuplicateDependency(SourcePosition where, var parent, var dependency) ->
          inFile(where, code(parent) + " lists its dependency " + code(dependency) + " twice");
      case ProjectProblem.UnknownDependency(
              SourcePosition where,
              var parent,
              var dependency,
              String version) ->
          inFile(
              where,
              code(parent)
                  + " depends on "
                  + Phrases.named(dependency, version)
                  + ", which is not locked");
      case ProjectProblem.AmbiguousDependency(
              SourcePosition where,
              var parent,
              var dependency,
              String missing) ->
          inFile(where, code(parent) + " may mean several locked packages by " + code(dependency))
              .fact("The key " + code(missing) + " that would tell them apart is missing");
      case ProjectProblem.WrongHashPresence(
              SourcePosition where,
              var name,
              String filename,
              String kind,
              boolean expected) ->
          inFile(
                  where,
                  (expected ? "no hash for " : "a hash where none can be, for ") + code(filename))
              .fact("It belongs to " + code(name) + ", whose source is of kind " + code(kind));
      case ProjectProblem.InconsistentVersion(
              SourcePosition where,
              var name,
              String version,
              String filename) ->
          inFile(where, code(filename) + " is not a wheel of " + Phrases.named(name, version));
    };
  }

  private static String missing(String table, String key) {
    return table.isEmpty()
        ? "the key " + code(key) + " is missing"
        : code(table) + " lacks the key " + code(key);
  }

  /// Faults of the lockfile are uv's to mend, all others the user's.
  private static Finding inFile(SourcePosition where, String what) {
    boolean lock = where.file().equals(LOCK) || where.file().endsWith("/" + LOCK);
    Finding finding = Finding.of(lock ? ExitCode.LOCK : ExitCode.PROJECT, where + ": " + what);
    return lock ? finding.help(RELOCK) : finding;
  }
}

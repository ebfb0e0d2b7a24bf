package dev.garboard.project;

import dev.garboard.python.PackageName;
import java.nio.file.Path;
import java.util.List;

/// Something in a project's files that stops us from reading it.
public sealed interface ProjectProblem {

  /// Neither the directory nor one above it has a `pyproject.toml`.
  record MissingPyProject(Path directory) implements ProjectProblem {}

  /// The workspace has no `uv.lock`.
  record MissingLockfile(Path file) implements ProjectProblem {}

  /// The lockfile is written in a version of the format other than 1.
  record UnsupportedLockVersion(SourcePosition where, long version) implements ProjectProblem {}

  /// A file is not TOML.
  ///
  /// @param reason the parser's words
  record TomlSyntax(SourcePosition where, String reason) implements ProjectProblem {}

  /// A key whose value has another type.
  ///
  /// @param key with the tables it is in, separated by dots
  record WrongType(SourcePosition where, String key, String expected, String found)
      implements ProjectProblem {}

  /// A table without a key that it must have.
  ///
  /// @param table empty for the top of the file
  record MissingKey(SourcePosition where, String table, String key) implements ProjectProblem {}

  /// A key that nobody reads.
  ///
  /// @param nearest known keys with a similar name, nearest first
  record UnknownKey(SourcePosition where, String key, List<String> nearest)
      implements ProjectProblem {}

  /// A value of the right type that means nothing.
  record InvalidValue(SourcePosition where, String key, String reason) implements ProjectProblem {}

  /// `tool.uv.managed = false`.
  record UnmanagedProject(SourcePosition where) implements ProjectProblem {}

  /// A directory that the workspace names as a member and that is none.
  record NotAMember(SourcePosition where, Path directory, String reason)
      implements ProjectProblem {}

  /// Two members of one name.
  record DuplicateMember(PackageName name, Path first, Path second) implements ProjectProblem {}

  /// A member that the lockfile does not list exactly once: the lockfile is stale.
  record MemberNotLocked(PackageName name, SourcePosition lockfile) implements ProjectProblem {}

  /// Two packages of one name, version and source.
  record DuplicatePackage(SourcePosition where, PackageId id) implements ProjectProblem {}

  /// A dependency that is listed twice.
  record DuplicateDependency(SourcePosition where, PackageName parent, PackageName dependency)
      implements ProjectProblem {}

  /// A dependency on a package that is not locked.
  ///
  /// @param version empty when the dependency does not say
  record UnknownDependency(
      SourcePosition where, PackageName parent, PackageName dependency, String version)
      implements ProjectProblem {}

  /// A dependency that may mean several packages.
  ///
  /// @param missing `source` or `version`: the key that would tell them apart
  record AmbiguousDependency(
      SourcePosition where, PackageName parent, PackageName dependency, String missing)
      implements ProjectProblem {}

  /// A wheel without the hash that its source demands, or with one where none can be.
  ///
  /// @param kind the source's kind
  record WrongHashPresence(
      SourcePosition where, PackageName name, String filename, String kind, boolean expected)
      implements ProjectProblem {}

  /// A wheel whose file name says another version than its package.
  record InconsistentVersion(
      SourcePosition where, PackageName name, String version, String filename)
      implements ProjectProblem {}
}

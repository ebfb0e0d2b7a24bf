package dev.garboard.install;

import dev.garboard.tree.UnixPath;

/// Why a sound wheel cannot be installed.
public sealed interface InstallProblem {

  /// A script would replace the interpreter.
  record ReservedScriptName(String name) implements InstallProblem {}

  /// A script's name is not that of a file in the scripts directory.
  record ScriptOutside(String name) implements InstallProblem {}

  /// The scripts directory of the wheel has a directory in it.
  record DirectoryInScripts(String entry) implements InstallProblem {}

  /// The `.data` directory has a part that no scheme knows.
  record UnknownDataPart(String entry) implements InstallProblem {}

  /// A file would replace one that makes the directory an environment.
  record EnvironmentFile(UnixPath path) implements InstallProblem {}

  /// One path would be a file and a directory.
  record FileAndDirectory(UnixPath path) implements InstallProblem {}

  /// The object reference of a project's script is not `module:function`.
  record NotAFunction(String name, String reference) implements InstallProblem {}

  /// A module that the project's wheel would hold is not in its source tree.
  record MissingModule(String path) implements InstallProblem {}

  /// A directory of the source tree is a symbolic link.
  record LinkedDirectory(String path) implements InstallProblem {}
}

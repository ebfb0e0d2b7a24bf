package dev.garboard.debian.base;

import dev.garboard.debian.archive.Architecture;
import java.util.List;
import java.util.SequencedMap;

/// What a user should know of a base that was built all the same.
public sealed interface BaseWarning {

  /// Packages whose maintainer scripts run commands whose effects are not in the image; commands by
  /// package.
  record ScriptsNotRun(SequencedMap<String, List<String>> commands) implements BaseWarning {}

  /// An `update-alternatives` line that could not be read.
  record AlternativeNotRead(String packageName, String line) implements BaseWarning {}

  /// Modules of the standard library that did not compile.
  record NotCompiled(List<BytecodeCompiler.Failure> failures) implements BaseWarning {}

  /// The standard library has no bytecode: this machine runs no interpreter of that version.
  record NoInterpreter(Architecture target, String pythonVersion) implements BaseWarning {}
}

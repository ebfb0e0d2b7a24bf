package dev.garboard.hostbuild;

import dev.garboard.python.PackageName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Why a distribution did not become a wheel.
public sealed interface HostBuildProblem {

  /// The distribution.
  PackageName name();

  /// `--no-build` or `--no-build-package` forbids it.
  record BuildForbidden(PackageName name, Wanted wanted) implements HostBuildProblem {}

  /// `[tool.uv]` says how it is built, in a way that builds here do not follow.
  ///
  /// @param setting the key, such as `no-build-isolation-package`
  record SettingNotFollowed(PackageName name, String setting, Wanted wanted)
      implements HostBuildProblem {}

  /// There is no CPython on this machine that can build for the target.
  ///
  /// @param python wanted, `X.Y`
  /// @param found executables that run, each with its version
  record NoInterpreter(PackageName name, String python, List<String> found, Wanted wanted)
      implements HostBuildProblem {}

  /// There is neither uv on the path nor pip in the interpreter.
  record NoBuildTool(PackageName name, Path interpreter) implements HostBuildProblem {}

  /// The build ended with an error.
  ///
  /// @param command the program and its arguments
  /// @param output the end of what it printed
  record BuildFailed(PackageName name, List<String> command, int exit, String output)
      implements HostBuildProblem {}

  /// The build took too long and was ended, its child processes too.
  record TimedOut(PackageName name, List<String> command, Duration limit, String output)
      implements HostBuildProblem {}

  /// The build succeeded but left not exactly one wheel.
  record NotOneWheel(PackageName name, List<String> files) implements HostBuildProblem {}

  /// The wheel is of another distribution.
  record OtherDistribution(PackageName name, String wheel) implements HostBuildProblem {}

  /// The wheel is of another version than the lockfile's, or than the one that the user gave.
  ///
  /// @param expected the version that it should have
  record OtherVersion(PackageName name, String expected, String wheel)
      implements HostBuildProblem {}

  /// The wheel that this machine makes does not run on the target.
  ///
  /// @param wheel file name of the wheel that was built
  /// @param detail the C library that the wheel was built against; empty when the tags alone decide
  record ForeignWheel(PackageName name, String wheel, Wanted wanted, String detail)
      implements HostBuildProblem {}

  /// The project is more than Python and cannot be installed in place.
  ///
  /// @param wheel file name of the wheel that was built
  record NotEditable(PackageName name, String wheel) implements HostBuildProblem {}

  /// The archive cannot be unpacked, or lacks the subdirectory.
  record UnreadableSource(PackageName name, String source, String reason)
      implements HostBuildProblem {}

  /// There is no `git`, or no `git lfs` for a source that needs it.
  record NoGit(PackageName name, String url, String missing) implements HostBuildProblem {}

  /// The commit could not be fetched or checked out.
  ///
  /// @param url without user and password
  record GitFailed(PackageName name, String url, String commit, String output)
      implements HostBuildProblem {}
}

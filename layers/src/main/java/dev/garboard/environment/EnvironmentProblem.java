package dev.garboard.environment;

import java.nio.file.Path;
import java.util.List;

/// Why an environment cannot be made or changed; nothing was changed then.
public sealed interface EnvironmentProblem {

  /// The directory holds something, and no environment.
  record NotAnEnvironment(Path directory) implements EnvironmentProblem {}

  /// The path is that of a file.
  record NotADirectory(Path path) implements EnvironmentProblem {}

  /// Nothing can be written there.
  ///
  /// @param reason in the operating system's words
  record NotWritable(Path directory, String reason) implements EnvironmentProblem {}

  /// Something could not be written while it was changed; the next run completes it.
  ///
  /// @param file where it was met
  /// @param reason in the operating system's words
  record Incomplete(Path directory, Path file, String reason) implements EnvironmentProblem {}

  /// An environment that a machine of another platform made, on a share perhaps.
  ///
  /// @param platform its own: system, processor, C library
  /// @param here this machine's
  record OtherPlatform(Path directory, String platform, String here)
      implements EnvironmentProblem {}

  /// No environment of ours lies there.
  record NoEnvironment(Path directory) implements EnvironmentProblem {}

  /// The name, or the beginning of one, means no environment of the central store, or several.
  record UnclearName(String name, List<String> candidates) implements EnvironmentProblem {
    /// Copies.
    public UnclearName {
      candidates = List.copyOf(candidates);
    }
  }

  /// Something lies where the environment should go.
  record Occupied(Path path) implements EnvironmentProblem {}

  /// What the environment holds is no longer in the store: only its project can make it anew.
  record NotStored(Path directory, String distribution) implements EnvironmentProblem {}

  /// No interpreter fits.
  ///
  /// @param wanted what was asked for, as written
  /// @param rejected the interpreters that were found, each with the reason against it
  record NoInterpreter(String wanted, List<String> rejected) implements EnvironmentProblem {
    /// Copies.
    public NoInterpreter {
      rejected = List.copyOf(rejected);
    }
  }

  /// A program that does not answer as a Python does.
  record BrokenInterpreter(Path executable, String reason) implements EnvironmentProblem {}

  /// A Python that nothing can be installed for: another implementation or 32 bits.
  record UnsupportedInterpreter(Path executable, String what) implements EnvironmentProblem {}

  /// The operating system's package tool owns this Python (PEP 668).
  record ExternallyManaged(Path executable, Path marker) implements EnvironmentProblem {}

  /// Distributions of other versions that somebody else installed stand in the way.
  ///
  /// @param found names with the version that is there and the one that is wanted
  record ForeignDistributions(Path sitePackages, List<String> found) implements EnvironmentProblem {
    /// Copies.
    public ForeignDistributions {
      found = List.copyOf(found);
    }
  }
}

package dev.garboard.freshness;

import java.util.List;

/// What a lockfile is to its project.
public sealed interface Freshness {

  /// uv would keep it as it is.
  record Fresh() implements Freshness {}

  /// uv would write another one.
  ///
  /// @param differences at least one
  record Stale(List<Difference> differences) implements Freshness {
    /// Copies.
    public Stale {
      differences = List.copyOf(differences);
    }
  }

  /// Nothing contradicts the lockfile, but not everything could be compared.
  ///
  /// @param doubts at least one
  record Unknown(List<Doubt> doubts) implements Freshness {
    /// Copies.
    public Unknown {
      doubts = List.copyOf(doubts);
    }
  }

  /// Something that project and lockfile say differently.
  ///
  /// @param file that declares it, relative to the workspace
  /// @param key where in the file, such as `project.dependencies`
  /// @param declared what the project alone says
  /// @param locked what the lockfile alone says
  record Difference(String file, String key, List<String> declared, List<String> locked) {
    /// Copies.
    public Difference {
      declared = List.copyOf(declared);
      locked = List.copyOf(locked);
    }
  }

  /// Something that was not compared.
  ///
  /// @param file relative to the workspace; of what lies outside an absolute path or a variable
  /// @param key where in the file; empty for all of it
  record Doubt(String file, String key, Reason reason) {

    /// Why it was not.
    public enum Reason {
      /// Only the build backend knows it.
      DYNAMIC,
      /// The file is missing or cannot be read.
      UNREADABLE,
      /// Its meaning depends on more than the project, or its form is not known here.
      NOT_COMPARED,
      /// It lies outside of the project: a variable, or a configuration of the user's.
      SURROUNDINGS
    }
  }
}

package dev.garboard.project;

import dev.garboard.python.PackageName;
import java.util.List;
import java.util.SequencedMap;

/// The parts of `[tool.uv]` that matter once the lockfile exists.
///
/// @param inputs lists of texts that the lock was made from, by key: `environments`,
///   `constraint-dependencies` and so on
public record UvSettings(
    Project project,
    Workspace workspace,
    List<Index> indexes,
    Builds builds,
    SequencedMap<PackageName, List<Source>> sources,
    SequencedMap<String, List<String>> inputs) {

  /// The index that uv asks where none is configured as the default.
  public static final String DEFAULT_INDEX = "https://pypi.org/simple";

  /// Copies.
  public UvSettings {
    indexes = List.copyOf(indexes);
  }

  /// How uv treats the project itself.
  public record Project(boolean managed, Packaging packaging, DefaultGroups defaultGroups) {}

  /// `package`.
  public enum Packaging {
    /// Not said: a package where there is a build system.
    UNSET,
    /// Built and installed.
    PACKAGE,
    /// Never installed.
    VIRTUAL
  }

  /// `[tool.uv.workspace]`.
  ///
  /// @param declared whether the table is there
  /// @param members globs
  /// @param exclude globs
  public record Workspace(boolean declared, List<String> members, List<String> exclude) {
    /// Copies.
    public Workspace {
      members = List.copyOf(members);
      exclude = List.copyOf(exclude);
    }
  }

  /// One `[[tool.uv.index]]`.
  ///
  /// @param name empty when it has none
  /// @param url an absolute URL or a path
  /// @param format `simple` or `flat`
  public record Index(
      String name, String url, boolean isDefault, boolean explicit, String format) {}

  /// Which packages may be built or must be.
  ///
  /// @param isolationOff `no-build-isolation-package`
  /// @param findLinks flat indexes, URLs or paths
  public record Builds(
      boolean noBuild,
      boolean noBinary,
      List<PackageName> noBuildPackages,
      List<PackageName> noBinaryPackages,
      List<PackageName> isolationOff,
      List<String> findLinks) {
    /// Copies.
    public Builds {
      noBuildPackages = List.copyOf(noBuildPackages);
      noBinaryPackages = List.copyOf(noBinaryPackages);
      isolationOff = List.copyOf(isolationOff);
      findLinks = List.copyOf(findLinks);
    }
  }

  /// One entry of `[tool.uv.sources]`: its keys with their values as text.
  public record Source(SequencedMap<String, String> keys) {}
}

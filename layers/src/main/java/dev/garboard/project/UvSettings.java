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
  /// @param others settings that change what a build gives
  /// @param findLinks flat indexes, URLs or paths
  public record Builds(
      boolean noBuild,
      boolean noBinary,
      List<PackageName> noBuildPackages,
      List<PackageName> noBinaryPackages,
      List<BuildSetting> others,
      List<String> findLinks) {
    /// Copies.
    public Builds {
      noBuildPackages = List.copyOf(noBuildPackages);
      noBinaryPackages = List.copyOf(noBinaryPackages);
      others = List.copyOf(others);
      findLinks = List.copyOf(findLinks);
    }
  }

  /// A key that changes how packages are built, such as `extra-build-dependencies`.
  ///
  /// @param packages that it is for; empty for all
  public record BuildSetting(String key, List<PackageName> packages) {
    /// Copies.
    public BuildSetting {
      packages = List.copyOf(packages);
    }

    /// Whether it changes how this package is built.
    public boolean isFor(PackageName name) {
      return packages.isEmpty() || packages.contains(name);
    }
  }

  /// One entry of `[tool.uv.sources]`: its keys with their values as text.
  public record Source(SequencedMap<String, String> keys) {}
}

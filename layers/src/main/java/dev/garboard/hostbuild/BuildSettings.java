package dev.garboard.hostbuild;

import java.time.Duration;
import java.util.List;

/// How builds are run.
///
/// @param constraints requirements that bound what build environments install:
///   `build-constraint-dependencies` of `[tool.uv]`, or the same list of the lock's manifest
/// @param indexes where build requirements come from
/// @param timeout for one build
public record BuildSettings(
    List<String> constraints, Indexes indexes, BuildPolicy policy, Duration timeout) {

  /// No constraints, the tools' default index, half an hour.
  public static final BuildSettings DEFAULT =
      new BuildSettings(List.of(), Indexes.DEFAULT, BuildPolicy.DEFAULT, Duration.ofMinutes(30));

  /// Copies.
  public BuildSettings {
    constraints = List.copyOf(constraints);
  }

  /// Python package indexes, as URLs or paths.
  ///
  /// @param primary replaces the tool's default index; empty to keep it
  /// @param extra looked at first
  /// @param findLinks flat directories or pages
  /// @param offline whether only local files and the tool's cache may be used
  public record Indexes(
      String primary, List<String> extra, List<String> findLinks, boolean offline) {

    /// The tool's default index.
    public static final Indexes DEFAULT = new Indexes("", List.of(), List.of(), false);

    /// Copies.
    public Indexes {
      extra = List.copyOf(extra);
      findLinks = List.copyOf(findLinks);
    }
  }
}

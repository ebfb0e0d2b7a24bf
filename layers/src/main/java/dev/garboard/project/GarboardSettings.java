package dev.garboard.project;

import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import java.util.List;
import java.util.SequencedMap;

/// `[tool.garboard]`. Values are as written; their defaults are the commands' business.
public record GarboardSettings(
    Goal goal, Debian debian, Wanted wanted, Source source, Layers layers, Image image, Sync sync) {

  /// What to build for.
  ///
  /// @param base a Debian release, an image reference, `oci:`, `oci-archive:` or `scratch`
  /// @param python `X.Y` or `X.Y.Z`
  /// @param platforms such as `linux/arm64`
  public record Goal(
      Setting<String> base, Setting<String> python, Setting<List<String>> platforms) {}

  /// Where Debian packages come from, and what of them is installed.
  ///
  /// @param mirror an address, or a directory
  /// @param keep patterns of files that are otherwise left out
  /// @param drop patterns of files that are left out as well
  public record Debian(
      Setting<String> mirror, Setting<List<String>> keep, Setting<List<String>> drop) {}

  /// What to select beyond the production dependencies.
  public record Wanted(Setting<List<GroupName>> groups, Setting<List<ExtraName>> extras) {}

  /// How the project itself gets into the image.
  public enum ProjectMode {
    /// Its tree, importable, with its entry points.
    SOURCE,
    /// Built and installed like a dependency.
    WHEEL,
    /// Not at all.
    NONE
  }

  /// The project's own files.
  ///
  /// @param include globs that win over every exclusion
  /// @param exclude globs
  public record Source(
      Setting<ProjectMode> project, Setting<List<String>> include, Setting<List<String>> exclude) {}

  /// What layers hold and how.
  ///
  /// @param compression `splice` or `zstd:LEVEL`
  /// @param budget most layers of ours
  /// @param alone name patterns of packages that always get a layer of their own
  public record Layers(
      Setting<List<String>> systemPackages,
      Setting<Boolean> bytecode,
      Setting<String> compression,
      Setting<Long> budget,
      Setting<List<String>> alone) {}

  /// `[tool.garboard.image]`.
  ///
  /// @param ports such as `8000` or `53/udp`
  public record Image(
      Launch launch,
      Setting<List<String>> ports,
      Setting<SequencedMap<String, String>> labels,
      Setting<SequencedMap<String, String>> annotations) {}

  /// What the image runs.
  public record Launch(
      Setting<List<String>> entrypoint,
      Setting<List<String>> cmd,
      Setting<SequencedMap<String, String>> env,
      Setting<String> user,
      Setting<String> workdir) {}

  /// `[tool.garboard.sync]`.
  ///
  /// @param venv `central`, `active` or a path
  /// @param store directory of the central store
  public record Sync(Setting<String> venv, Setting<String> store, Setting<String> linkMode) {}
}

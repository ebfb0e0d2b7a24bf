package dev.garboard.install;

import dev.garboard.python.PackageName;
import java.util.List;

/// The static facts of `[project]` that METADATA repeats (core metadata 2.3).
///
/// @param name as written
/// @param version as written
/// @param summary the description; empty when absent
/// @param requiresPython a specifier; empty when absent
/// @param requiresDist requirements, those of extras with their `extra == '…'` marker
/// @param providesExtra names of extras
public record ProjectMetadata(
    String name,
    String version,
    String summary,
    String requiresPython,
    List<String> requiresDist,
    List<String> providesExtra) {

  /// Validates and copies.
  ///
  /// @throws IllegalArgumentException when the name is not valid, the version is empty, or a value
  ///   has a line break
  public ProjectMetadata {
    PackageName.of(name);
    requiresDist = List.copyOf(requiresDist);
    providesExtra = List.copyOf(providesExtra);
    if (version.isEmpty() || version.indexOf('/') >= 0) {
      throw new IllegalArgumentException("not a version: `" + version + "`");
    }
    requireOneLine(version);
    requireOneLine(summary);
    requireOneLine(requiresPython);
    requiresDist.forEach(ProjectMetadata::requireOneLine);
    providesExtra.forEach(ProjectMetadata::requireOneLine);
  }

  private static void requireOneLine(String value) {
    if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("more than one line: `" + value + "`");
    }
  }

  /// The name as directories of dist-info spell it.
  public String distInfoName() {
    return PackageName.of(name).value().replace('-', '_');
  }

  /// The directory's name: `name-version.dist-info`.
  public String distInfoDirectory() {
    return distInfoName() + "-" + version.replace('-', '_') + ".dist-info";
  }

  /// The text of METADATA.
  String print() {
    StringBuilder text = new StringBuilder("Metadata-Version: 2.3\n");
    text.append("Name: ").append(name).append('\n');
    text.append("Version: ").append(version).append('\n');
    if (!summary.isEmpty()) {
      text.append("Summary: ").append(summary).append('\n');
    }
    requiresDist.forEach(r -> text.append("Requires-Dist: ").append(r).append('\n'));
    if (!requiresPython.isEmpty()) {
      text.append("Requires-Python: ").append(requiresPython).append('\n');
    }
    providesExtra.forEach(e -> text.append("Provides-Extra: ").append(e).append('\n'));
    return text.toString();
  }
}

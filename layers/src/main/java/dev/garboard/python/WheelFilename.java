package dev.garboard.python;

import java.util.ArrayList;
import java.util.List;

/// The file name of a wheel: name, version, optional build tag, compressed tag sets.
///
/// Specification: binary distribution format, packaging.python.org ("File name convention").
///
/// @param text the name as written, with `.whl`
/// @param version as written; compare it as a PEP 440 version
/// @param build the build tag as written, empty when there is none
public record WheelFilename(
    String text,
    PackageName name,
    String version,
    String build,
    List<String> pythonTags,
    List<String> abiTags,
    List<String> platformTags) {

  /// Reads a wheel's file name.
  ///
  /// @throws IllegalArgumentException when it is not one
  public static WheelFilename parse(String text) {
    if (!text.endsWith(".whl")) {
      throw new IllegalArgumentException("not a wheel file name: `" + text + "`: must end in .whl");
    }
    String[] parts = text.substring(0, text.length() - 4).split("-", -1);
    if (parts.length != 5 && parts.length != 6) {
      throw new IllegalArgumentException(
          "not a wheel file name: `" + text + "`: must have five or six parts");
    }
    String build = parts.length == 6 ? parts[2] : "";
    if (parts.length == 6 && (build.isEmpty() || !Character.isDigit(build.charAt(0)))) {
      throw new IllegalArgumentException(
          "not a wheel file name: `" + text + "`: the build tag must start with a digit");
    }
    int n = parts.length;
    return new WheelFilename(
        text,
        PackageName.of(parts[0]),
        parts[1],
        build,
        List.of(parts[n - 3].split("\\.")),
        List.of(parts[n - 2].split("\\.")),
        List.of(parts[n - 1].split("\\.")));
  }

  /// All triples that the compressed tag sets stand for.
  public List<WheelTag> tags() {
    List<WheelTag> tags = new ArrayList<>();
    for (String python : pythonTags) {
      for (String abi : abiTags) {
        for (String platform : platformTags) {
          tags.add(new WheelTag(python, abi, platform));
        }
      }
    }
    return tags;
  }

  @Override
  public String toString() {
    return text;
  }
}

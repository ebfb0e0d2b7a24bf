package dev.garboard.python;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The file name of a wheel: name, version, optional build tag, compressed tag sets.
///
/// Specification: binary distribution format, packaging.python.org ("File name convention").
///
/// @param text the name as written, with `.whl`
/// @param version as written; compare it as a PEP 440 version
/// @param build the build tag as written, empty when there is none
/// @param variant the trailing label of a variant wheel, which no target takes; empty when there is
///   none
public record WheelFilename(
    String text,
    PackageName name,
    String version,
    String build,
    List<String> pythonTags,
    List<String> abiTags,
    List<String> platformTags,
    String variant) {

  private static final Pattern PYTHON_TAGS =
      Pattern.compile("(py|cp|pp|ip|jy|graalpy|pyston)[0-9_]+(\\..*)?");

  /// Reads a wheel's file name.
  ///
  /// @throws IllegalArgumentException when it is not one
  public static WheelFilename parse(String text) {
    if (!text.endsWith(".whl")) {
      throw new IllegalArgumentException("not a wheel file name: `" + text + "`: must end in .whl");
    }
    String[] parts = text.substring(0, text.length() - 4).split("-", -1);
    if (parts.length < 5 || parts.length > 7) {
      throw new IllegalArgumentException(
          "not a wheel file name: `" + text + "`: must have five or six parts");
    }
    // Of six parts the third is a build tag, or the Python tag of a variant wheel.
    boolean build = parts.length > 5 && startsWithDigit(parts[2]);
    boolean variant = parts.length == 7 || (parts.length == 6 && !build);
    if (parts.length > 5
        && !build
        && (parts.length == 7 || !PYTHON_TAGS.matcher(parts[2]).matches())) {
      throw new IllegalArgumentException(
          "not a wheel file name: `" + text + "`: the build tag must start with a digit");
    }
    int tag = build ? 3 : 2;
    if (parts[tag].isEmpty() || parts[tag + 1].isEmpty() || parts[tag + 2].isEmpty()) {
      throw new IllegalArgumentException("not a wheel file name: `" + text + "`: a tag is empty");
    }
    return new WheelFilename(
        text,
        PackageName.of(parts[0]),
        parts[1],
        build ? parts[2] : "",
        List.of(parts[tag].split("\\.", -1)),
        List.of(parts[tag + 1].split("\\.", -1)),
        List.of(parts[tag + 2].split("\\.", -1)),
        variant ? parts[tag + 3] : "");
  }

  private static boolean startsWithDigit(String part) {
    return !part.isEmpty() && part.charAt(0) >= '0' && part.charAt(0) <= '9';
  }

  /// The build tag in its order.
  public BuildTag buildTag() {
    return BuildTag.parse(build);
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

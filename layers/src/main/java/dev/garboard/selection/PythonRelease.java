package dev.garboard.selection;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Python that somebody asked for: `3.12`, `3.12.7`, `3.13t`.
///
/// @param version `X.Y.Z`
/// @param freeThreaded whether the `t` build was meant
/// @param patchAssumed whether only a minor was named; markers with patch bounds are then answered
///   for the newest patch release that this program knows of
public record PythonRelease(List<Integer> version, boolean freeThreaded, boolean patchAssumed) {

  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(?:cpython-?|cp|python)?3\\.([0-9]{1,4})(?:\\.([0-9]{1,4}))?(t|\\+freethreaded)?");

  /// Copies.
  public PythonRelease {
    version = List.copyOf(version);
  }

  /// Reads what a user writes or a `.python-version` file holds; empty for anything else, another
  /// implementation or Python 2 among it.
  public static Optional<PythonRelease> parse(String text) {
    Matcher m = GRAMMAR.matcher(text.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    int minor = Integer.parseInt(m.group(1));
    String patch = m.group(2);
    return Optional.of(
        new PythonRelease(
            List.of(3, minor, patch == null ? newestPatch(minor) : Integer.parseInt(patch)),
            m.group(3) != null,
            patch == null));
  }

  /// As of the time of writing; a minor that is not listed has patch 0.
  private static int newestPatch(int minor) {
    return switch (minor) {
      case 8 -> 20;
      case 9 -> 25;
      case 10 -> 22;
      case 11 -> 18;
      case 12 -> 16;
      case 13 -> 18;
      case 14 -> 10;
      case 15 -> 2;
      default -> 0;
    };
  }
}

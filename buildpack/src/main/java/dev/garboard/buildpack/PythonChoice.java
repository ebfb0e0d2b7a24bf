package dev.garboard.buildpack;

import dev.garboard.buildpack.Failure.FailureException;
import dev.garboard.python.Version;
import dev.garboard.python.VersionSpecifiers;
import dev.garboard.selection.PythonRelease;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Chooses the Debian release whose Python a project gets: the newest stable one whose Python it
/// accepts, unless one is named. A release's minor version of Python never changes.
final class PythonChoice {
  private static final List<Map.Entry<String, String>> STABLE =
      List.of(Map.entry("debian:13", "3.13"), Map.entry("debian:12", "3.11"));

  private PythonChoice() {}

  /// @param named a release; empty for none
  /// @param wanted `X.Y` or `X.Y.Z`; empty for any that is accepted
  static String release(String named, String wanted, VersionSpecifiers accepted)
      throws FailureException {
    if (!named.isEmpty()) {
      return named;
    }
    Optional<PythonRelease> asked = PythonRelease.parse(wanted);
    for (Map.Entry<String, String> release : STABLE) {
      PythonRelease python = PythonRelease.parse(release.getValue()).orElseThrow();
      boolean fits =
          asked.isPresent()
              ? asked.get().version().get(1).equals(python.version().get(1))
                  && !asked.get().freeThreaded()
              : accepted.containsRelease(Version.parse(release.getValue() + ".0"));
      if (fits) {
        return release.getKey();
      }
    }
    SequencedMap<String, String> known = new TreeMap<>();
    STABLE.forEach(each -> known.put(each.getKey(), "Python " + each.getValue()));
    throw Failure.of(
            "no stable Debian release has a Python that the project accepts",
            asked.isPresent() ? "Asked for: Python " + wanted : "The project accepts: " + accepted,
            "There are: " + known)
        .help(
            "Take Debian's testing release: `" + Choices.DEBIAN + "=testing`",
            "Take an interpreter of the run image, which the build image must have at the same"
                + " place: `"
                + Choices.INTERPRETER
                + "=/usr/local/bin/python3`",
            "Put a buildpack that provides `cpython` before this one")
        .exception();
  }
}

package dev.garboard.cli;

import dev.garboard.python.Version;
import dev.garboard.python.VersionSpecifiers;
import dev.garboard.selection.PythonRelease;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.util.Optional;

/// The base of a project that names none: the newest stable Debian release whose Python the project
/// accepts.
///
/// @param name of the base
/// @param reason for people
record DefaultBase(String name, String reason) {

  private record Release(String base, String python) {}

  /// Newest first; a release's minor version of Python never changes.
  private static final java.util.List<Release> STABLE =
      java.util.List.of(new Release("debian:13", "3.13"), new Release("debian:12", "3.11"));

  /// Chooses.
  ///
  /// @param wanted version that settings or `.python-version` ask for; empty when nobody does
  static DefaultBase choose(String wanted, VersionSpecifiers requiresPython)
      throws FailureException {
    Optional<PythonRelease> asked = PythonRelease.parse(wanted);
    for (Release release : STABLE) {
      PythonRelease python = PythonRelease.parse(release.python).orElseThrow();
      boolean fits =
          asked.isPresent()
              ? asked.get().version().get(1).equals(python.version().get(1))
                  && !asked.get().freeThreaded()
              : requiresPython.containsRelease(Version.parse(text(python)));
      if (fits) {
        String reason =
            asked.isPresent()
                ? "it has Python " + release.python + ", which the project asks for"
                : "the newest stable Debian whose Python ("
                    + release.python
                    + ") the project accepts";
        return new DefaultBase(release.base, reason);
      }
    }
    throw Failure.of(
            ExitCode.USAGE,
            "no stable Debian release has a Python that the project accepts",
            "Python of debian:13 is 3.13, of debian:12 it is 3.11",
            "Name a base with `--base`: `debian:testing`, `oci:DIR` or `oci-archive:FILE`")
        .exception();
  }

  private static String text(PythonRelease python) {
    return python.version().get(0) + "." + python.version().get(1) + "." + python.version().get(2);
  }
}

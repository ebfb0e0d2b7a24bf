package dev.garboard.environment;

import dev.garboard.python.Version;
import dev.garboard.python.VersionSpecifiers;
import dev.garboard.selection.PythonRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds the interpreter that an environment shall rest on.
public final class PythonFinder {

  private static final int NEWEST_MINOR = 20;

  private final PythonQuery query;
  private final List<Path> searchPath;

  /// Searches these directories, in order.
  public PythonFinder(PythonQuery query, List<Path> searchPath) {
    this.query = query;
    this.searchPath = List.copyOf(searchPath);
  }

  /// The first interpreter that fits.
  ///
  /// @param wanted a path, a version such as `3.12`, or empty for any that the project accepts
  /// @param installed whether that of a virtual environment does not count
  /// @throws EnvironmentException when there is none
  public HostPython find(String wanted, VersionSpecifiers accepted, boolean installed)
      throws EnvironmentException, IOException, InterruptedException {
    if (wanted.indexOf('/') >= 0) {
      return query.ask(Path.of(wanted).toAbsolutePath().normalize());
    }
    List<PythonRelease> release = PythonRelease.parse(wanted).stream().toList();
    List<String> rejected = new ArrayList<>();
    for (Path candidate : candidates(wanted, release)) {
      try {
        HostPython python = query.ask(candidate);
        String reason =
            installed && python.isVirtual()
                ? "is that of a virtual environment"
                : against(python, release, accepted);
        if (reason.isEmpty()) {
          return python;
        }
        rejected.add(candidate + ": " + reason);
      } catch (EnvironmentException e) {
        rejected.add(candidate + ": " + reason(e));
      }
    }
    throw new EnvironmentException(
        new EnvironmentProblem.NoInterpreter(
            wanted.isEmpty() ? accepted.toString() : wanted, rejected));
  }

  private static String reason(EnvironmentException e) throws EnvironmentException {
    return switch (e.problems().getFirst()) {
      case EnvironmentProblem.BrokenInterpreter(Path _, String reason) ->
          "does not work: " + reason;
      case EnvironmentProblem.UnsupportedInterpreter(Path _, String what) -> "is " + what;
      default -> throw e;
    };
  }

  private static String against(
      HostPython python, List<PythonRelease> releases, VersionSpecifiers accepted) {
    for (PythonRelease release : releases) {
      List<Integer> parts = release.version();
      String minor = parts.get(0) + "." + parts.get(1);
      String exact = minor + "." + parts.get(2);
      boolean same =
          release.patchAssumed()
              ? python.version().startsWith(minor + ".")
              : python.version().equals(exact);
      if (!same || python.freeThreaded() != release.freeThreaded()) {
        return "is " + python.version() + (python.freeThreaded() ? "t" : "");
      }
      return "";
    }
    return accepted.contains(Version.parse(python.version()))
        ? ""
        : "is " + python.version() + ", not " + accepted;
  }

  private Set<Path> candidates(String wanted, List<PythonRelease> releases) {
    List<String> names = new ArrayList<>();
    for (PythonRelease release : releases) {
      String minor = "python3." + release.version().get(1);
      names.add(release.freeThreaded() ? minor + "t" : minor);
    }
    if (releases.isEmpty() && !wanted.isEmpty()) {
      names.add(wanted);
    }
    if (!releases.isEmpty() || wanted.isEmpty()) {
      names.add("python3");
      names.add("python");
    }
    Set<Path> found = new LinkedHashSet<>();
    collect(names, found);
    if (wanted.isEmpty()) {
      List<String> versioned = new ArrayList<>();
      for (int minor = NEWEST_MINOR; minor >= 8; minor--) {
        versioned.add("python3." + minor);
      }
      collect(versioned, found);
    }
    return found;
  }

  private void collect(List<String> names, Set<Path> found) {
    for (Path directory : searchPath) {
      for (String name : names) {
        Path file = directory.resolve(name);
        if (Files.isExecutable(file)) {
          found.add(file);
        }
      }
    }
  }
}

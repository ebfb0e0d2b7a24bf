package dev.garboard.buildpack;

import dev.garboard.buildpack.Failure.FailureException;
import dev.garboard.buildpack.cnb.CnbTarget;
import dev.garboard.bytecode.Interpreter;
import dev.garboard.environment.EnvironmentException;
import dev.garboard.environment.HostPython;
import dev.garboard.environment.PythonFinder;
import dev.garboard.environment.PythonQuery;
import dev.garboard.python.VersionSpecifiers;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A Python that somebody else brings: the run image, which the build image then resembles, or a
/// buildpack that provides `cpython`.
final class FoundPython {
  private FoundPython() {}

  /// @param wanted an absolute path, or a version, or empty for what `PATH` has
  static Python find(Choices choices, Workshop workshop, String wanted, String origin)
      throws FailureException, IOException, InterruptedException {
    VersionSpecifiers accepted = choices.project().lockfile().header().requiresPython();
    try {
      HostPython found =
          new PythonFinder(new PythonQuery(workshop.store()), choices.path())
              .find(wanted, accepted, true);
      return new Python(
          found.base(),
          found.target(),
          "Python " + found.version() + " of " + origin,
          key(choices.context().target()),
          List.of(
              new Interpreter(
                  List.of(found.executable().toString()),
                  Map.of("LC_ALL", "C.UTF-8"),
                  found.version())));
    } catch (EnvironmentException e) {
      throw Failure.of(
              "no usable Python of " + origin,
              String.valueOf(e.getMessage()),
              "Looked at: " + (wanted.startsWith("/") ? wanted : choices.variable("PATH")))
          .help(
              "Name one that build image and run image have at the same place: `"
                  + Choices.INTERPRETER
                  + "=/usr/local/bin/python3`",
              "Leave `" + Choices.INTERPRETER + "` out: then the image gets a Python of its own")
          .exception();
    }
  }

  /// What is linked against such a Python fits the run image that it comes from.
  private static SortedMap<String, String> key(CnbTarget target) {
    SortedMap<String, String> key = new TreeMap<>();
    key.put("distribution", (target.distribution() + " " + target.distributionVersion()).strip());
    return key;
  }
}

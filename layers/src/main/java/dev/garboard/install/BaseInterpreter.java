package dev.garboard.install;

/// The Python that an environment rests on.
///
/// @param executable its absolute path where the environment will be used, such as
///   `/usr/local/bin/python3.13`
/// @param version full version, `3.13.1`
/// @param freeThreaded whether it is the `t` build of CPython
public record BaseInterpreter(String executable, String version, boolean freeThreaded) {

  /// Validates.
  ///
  /// @throws IllegalArgumentException when the path is not absolute or the version is not `3.N…`
  public BaseInterpreter {
    if (!executable.startsWith("/") || executable.endsWith("/")) {
      throw new IllegalArgumentException("not the path of an interpreter: " + executable);
    }
    if (!version.matches("3\\.[0-9]+(\\..*)?")) {
      throw new IllegalArgumentException("not a version of Python 3: " + version);
    }
  }

  /// The directory of the executable.
  public String home() {
    int slash = executable.lastIndexOf('/');
    return slash == 0 ? "/" : executable.substring(0, slash);
  }

  /// 13 for Python 3.13.
  public int minor() {
    int end = version.indexOf('.', 2);
    return Integer.parseInt(version.substring(2, end < 0 ? version.length() : end));
  }
}

package dev.garboard.install;

import dev.garboard.tree.UnixPath;

/// The environment that distributions are installed into.
///
/// @param prefix the environment's directory, such as `opt/venv`
/// @param pythonMinor 13 for Python 3.13
/// @param freeThreaded whether it is the `t` build of CPython
/// @param interpreter the absolute path that scripts start
public record InstallLayout(
    UnixPath prefix,
    int pythonMinor,
    boolean freeThreaded,
    InstallScheme scheme,
    String interpreter) {

  /// A virtual environment (`venv` scheme); scripts start `<prefix>/bin/python`.
  public static InstallLayout venv(UnixPath prefix, int pythonMinor, boolean freeThreaded) {
    String abi = "python3." + pythonMinor + (freeThreaded ? "t" : "");
    InstallScheme scheme =
        new InstallScheme(
            prefix.resolve("lib/" + abi + "/site-packages"),
            prefix.resolve("bin"),
            prefix,
            prefix.resolve("include/site/python3." + pythonMinor));
    return new InstallLayout(
        prefix, pythonMinor, freeThreaded, scheme, prefix.resolve("bin/python").absolute());
  }

  /// Where a file of this path really comes to lie: `lib64` is a link to `lib`.
  UnixPath physical(UnixPath path) {
    UnixPath lib64 = prefix.resolve("lib64");
    return path.startsWith(lib64) && !path.equals(lib64)
        ? prefix.resolve("lib").resolve(path.value().substring(lib64.value().length() + 1))
        : path;
  }

  /// The path as RECORD has it: relative to the directory of the distributions.
  String recordPath(UnixPath path) {
    UnixPath base = scheme.sitePackages();
    StringBuilder up = new StringBuilder();
    while (!path.startsWith(base)) {
      up.append("../");
      base = base.parent();
    }
    int skip = base.isRoot() ? 0 : base.value().length() + 1;
    return up + path.value().substring(Math.min(skip, path.value().length()));
  }
}

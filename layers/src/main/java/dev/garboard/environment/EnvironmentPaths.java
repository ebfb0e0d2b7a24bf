package dev.garboard.environment;

import dev.garboard.install.InstallLayout;
import dev.garboard.install.InstallScheme;
import dev.garboard.install.ScriptTemplate;
import dev.garboard.tree.UnixPath;
import java.nio.file.Path;

/// Where the parts of distributions lie on this machine, all absolute, and the neutral layout that
/// unpacked wheels are kept in until they go there.
///
/// @param prefix the environment's directory
/// @param interpreter what scripts start
/// @param unitesLib64 whether `lib64` of the prefix is its `lib`
public record EnvironmentPaths(
    Path prefix,
    Path sitePackages,
    Path scripts,
    Path include,
    String interpreter,
    boolean unitesLib64) {

  private static final UnixPath NEUTRAL = UnixPath.of("env");
  private static final UnixPath NEUTRAL_SITE = NEUTRAL.resolve("lib/python/site-packages");
  private static final UnixPath NEUTRAL_INCLUDE = NEUTRAL.resolve("include/site/python");
  private static final UnixPath NEUTRAL_SCRIPTS = NEUTRAL.resolve("bin");

  /// A virtual environment.
  public static EnvironmentPaths venv(Path prefix, int minor, boolean freeThreaded) {
    String python = "python3." + minor;
    return new EnvironmentPaths(
        prefix,
        prefix.resolve("lib", python + (freeThreaded ? "t" : ""), "site-packages"),
        prefix.resolve("bin"),
        prefix.resolve("include", "site", python),
        prefix.resolve("bin", "python").toString(),
        true);
  }

  /// The installation that an interpreter belongs to.
  public static EnvironmentPaths system(HostPython python) {
    return new EnvironmentPaths(
        Path.of(python.text("system-data")),
        Path.of(python.text("system-purelib")),
        Path.of(python.text("system-scripts")),
        Path.of(python.text("system-include")),
        python.text("executable"),
        false);
  }

  /// Another prefix for an interpreter.
  public static EnvironmentPaths prefix(Path prefix, HostPython python) {
    return venv(prefix, python.minor(), python.freeThreaded()).startedBy(python.text("executable"));
  }

  /// One flat directory, for `PYTHONPATH` or a function's archive.
  public static EnvironmentPaths flat(Path directory, HostPython python) {
    return new EnvironmentPaths(
        directory,
        directory,
        directory.resolve("bin"),
        directory.resolve("include"),
        python.text("executable"),
        false);
  }

  /// The same with scripts that start another interpreter.
  EnvironmentPaths startedBy(String other) {
    return new EnvironmentPaths(prefix, sitePackages, scripts, include, other, unitesLib64);
  }

  /// The same below a staged root: written there, used without it.
  public EnvironmentPaths below(Path root) {
    return new EnvironmentPaths(
        below(root, prefix),
        below(root, sitePackages),
        below(root, scripts),
        below(root, include),
        interpreter,
        unitesLib64);
  }

  private static Path below(Path root, Path path) {
    return root.resolve(path.toString().substring(1));
  }

  static InstallLayout neutralLayout(int minor, boolean freeThreaded) {
    return new InstallLayout(
        NEUTRAL,
        minor,
        freeThreaded,
        new InstallScheme(NEUTRAL_SITE, NEUTRAL_SCRIPTS, NEUTRAL, NEUTRAL_INCLUDE),
        ScriptTemplate.INTERPRETER);
  }

  static UnixPath neutralSitePackages() {
    return NEUTRAL_SITE;
  }

  static boolean isScript(UnixPath neutral) {
    return neutral.parent().equals(NEUTRAL_SCRIPTS);
  }

  /// The RECORD text's path as a neutral path; the text is relative to the neutral site-packages.
  static UnixPath neutral(String recordPath) {
    String base = NEUTRAL_SITE.value();
    String rest = recordPath;
    while (rest.startsWith("../")) {
      rest = rest.substring("../".length());
      base = base.substring(0, Math.max(0, base.lastIndexOf('/')));
    }
    return UnixPath.of(base).resolve(rest);
  }

  /// Where a file of the neutral layout goes.
  Path place(UnixPath neutral) {
    if (neutral.startsWith(NEUTRAL_SITE)) {
      return below(sitePackages, neutral, NEUTRAL_SITE);
    }
    if (neutral.startsWith(NEUTRAL_SCRIPTS)) {
      return below(scripts, neutral, NEUTRAL_SCRIPTS);
    }
    if (neutral.startsWith(NEUTRAL_INCLUDE)) {
      return below(include, neutral, NEUTRAL_INCLUDE);
    }
    return below(prefix, neutral, NEUTRAL);
  }

  private static Path below(Path directory, UnixPath path, UnixPath ancestor) {
    return directory.resolve(path.value().substring(ancestor.value().length() + 1));
  }

  /// The path as the RECORD of this environment has it.
  String recordPath(Path file) {
    return sitePackages.relativize(file).toString();
  }
}

package dev.garboard.install;

import java.util.Optional;
import java.util.regex.Pattern;

/// Which names a script may have.
final class ScriptNames {

  private static final Pattern RESERVED =
      Pattern.compile(
          "(python|pythonw|python3|python3\\.[0-9]+t?|pythonw3\\.[0-9]+t|graalpy|pypy|pypy2|pypy3)"
              + "(\\.py)?");

  private ScriptNames() {}

  /// What forbids the name, if anything does.
  static Optional<InstallProblem> check(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
      return Optional.of(new InstallProblem.ScriptOutside(name));
    }
    if (name.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      return Optional.of(new InstallProblem.ScriptOutside(name));
    }
    return RESERVED.matcher(name).matches()
        ? Optional.of(new InstallProblem.ReservedScriptName(name))
        : Optional.empty();
  }

  /// Whether the environment's own activation scripts have such a name.
  static boolean isActivation(String name) {
    return name.equals("activate")
        || name.startsWith("activate.")
        || name.equals("activate_this.py");
  }
}

package dev.garboard.environment;

import dev.garboard.install.BaseInterpreter;
import dev.garboard.selection.Target;
import dev.garboard.selection.Target.TargetPlatform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An interpreter of this machine, as it described itself.
///
/// @param executable how it was started, absolute
/// @param answers the lines that the query prints, by name
public record HostPython(Path executable, Map<String, String> answers) {

  private static final List<String> NEEDED =
      List.of("implementation", "version", "bits", "base", "prefix", "system", "machine", "libc");

  /// Copies.
  public HostPython {
    answers = Map.copyOf(answers);
  }

  /// Reads the answer of the query.
  ///
  /// @throws EnvironmentException when it is none, or of a Python that cannot be used
  static HostPython parse(Path executable, String text) throws EnvironmentException {
    Map<String, String> answers = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      int tab = line.indexOf('\t');
      if (tab > 0) {
        answers.put(line.substring(0, tab), line.substring(tab + 1));
      }
    }
    if (!answers.keySet().containsAll(NEEDED)) {
      throw new EnvironmentException(
          new EnvironmentProblem.BrokenInterpreter(executable, "no answer"));
    }
    HostPython python = new HostPython(executable, answers);
    if (!python.text("base").startsWith("/")) {
      throw new EnvironmentException(
          new EnvironmentProblem.BrokenInterpreter(executable, "it does not know where it lies"));
    }
    python.check();
    return python;
  }

  private void check() throws EnvironmentException {
    String what = "";
    if (!text("implementation").equals("cpython")) {
      what = text("implementation");
    } else if (!text("version").startsWith("3.")) {
      what = "Python " + text("version");
    } else if (!text("bits").equals("64") && text("machine").matches("x86_64|aarch64|arm64")) {
      what = "32 bits on a machine of 64";
    } else if (text("libc").isEmpty()) {
      what = "an unknown C library";
    }
    if (!what.isEmpty()) {
      throw new EnvironmentException(
          new EnvironmentProblem.UnsupportedInterpreter(executable, what));
    }
  }

  String text(String name) {
    return answers.getOrDefault(name, "");
  }

  /// `X.Y.Z`.
  public String version() {
    return text("version");
  }

  /// 13 for Python 3.13.
  public int minor() {
    return numbers(version()).get(1);
  }

  /// Whether it is the `t` build of CPython.
  public boolean freeThreaded() {
    return text("free-threaded").equals("1");
  }

  /// Whether it is that of a virtual environment.
  public boolean isVirtual() {
    return !text("prefix").equals(text("base-prefix"));
  }

  /// The prefix of the environment or installation that it belongs to.
  public Path prefix() {
    return Path.of(text("prefix"));
  }

  /// The interpreter that an environment of it rests on: the name with the minor where there is
  /// one, since `python3` may be another one tomorrow.
  public BaseInterpreter base() {
    Path base = Path.of(text("base"));
    Path named = base.resolveSibling("python3." + minor() + (freeThreaded() ? "t" : ""));
    String executable = (Files.isExecutable(named) ? named : base).toString();
    return new BaseInterpreter(executable, version(), freeThreaded());
  }

  /// The target that it is.
  public Target target() {
    return new Target(numbers(version()), freeThreaded(), text("machine"), platform());
  }

  /// What files compiled for one such interpreter run on: system, processor and C library.
  String platformName() {
    return String.join("-", text("system"), text("machine"), text("libc").split(" ", 2)[0]);
  }

  private TargetPlatform platform() {
    String[] libc = text("libc").split(" ", 2);
    List<Integer> version = numbers(libc.length > 1 ? libc[1] : "0");
    int major = version.getFirst();
    int minor = version.size() > 1 ? version.get(1) : 0;
    return switch (libc[0]) {
      case "macos" -> new TargetPlatform.MacOs(major, minor);
      case "musl" -> new TargetPlatform.Musl(major, minor);
      default -> new TargetPlatform.Glibc(major, minor);
    };
  }

  private static List<Integer> numbers(String version) {
    return Arrays.stream(version.strip().split("\\.", -1))
        .map(part -> part.replaceAll("[^0-9].*", ""))
        .map(part -> part.isEmpty() ? 0 : Integer.valueOf(part))
        .toList();
  }
}

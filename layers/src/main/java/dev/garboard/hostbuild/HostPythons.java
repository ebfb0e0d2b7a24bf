package dev.garboard.hostbuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Looks for a CPython of the target's minor: those that the caller names, then the path, then uv's
/// own. Each candidate is started once: names lie (shims).
final class HostPythons {

  private static final String PROBE =
      "import sys,platform,sysconfig;"
          + "print('%d.%d|%s|%d|%s'%(sys.version_info[0],sys.version_info[1],"
          + "sys.implementation.name,bool(sysconfig.get_config_var('Py_GIL_DISABLED')),"
          + "' '.join(platform.libc_ver()).strip()))";
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(30);

  private final HostEnvironment host;
  private final Map<String, String> variables;
  private final Path work;
  private final List<HostPython> seen = new ArrayList<>();

  HostPythons(HostEnvironment host, Map<String, String> variables, Path work) {
    this.host = host;
    this.variables = variables;
    this.work = work;
  }

  /// All that were started so far and are CPython 3.
  List<HostPython> seen() {
    return List.copyOf(seen);
  }

  /// The first that is of the minor.
  Optional<HostPython> find(String minor, boolean freeThreaded)
      throws IOException, InterruptedException {
    for (Path candidate : candidates(minor, freeThreaded)) {
      Optional<HostPython> python = probe(candidate);
      python.ifPresent(seen::add);
      if (python.isPresent() && python.get().fits(minor, freeThreaded)) {
        return python;
      }
    }
    return Optional.empty();
  }

  private Set<Path> candidates(String minor, boolean freeThreaded) throws IOException {
    Set<Path> candidates = new LinkedHashSet<>(host.interpreters());
    for (String name : List.of("python" + minor + (freeThreaded ? "t" : ""), "python3", "python")) {
      for (Path directory : host.path()) {
        candidates.add(directory.resolve(name));
      }
    }
    Path managed = host.home().resolve(".local/share/uv/python");
    if (Files.isDirectory(managed)) {
      try (Stream<Path> versions = Files.list(managed)) {
        versions
            .filter(path -> path.getFileName().toString().startsWith("cpython-" + minor + "."))
            .sorted()
            .forEach(path -> candidates.add(path.resolve("bin/python" + minor)));
      }
    }
    candidates.removeIf(path -> !Files.isExecutable(path));
    return candidates;
  }

  private Optional<HostPython> probe(Path executable) throws IOException, InterruptedException {
    HostProcess process = new HostProcess(variables, work, work.resolve("probe.log"));
    HostProcess.Outcome outcome =
        process.run(List.of(executable.toString(), "-I", "-c", PROBE), PROBE_LIMIT);
    if (outcome instanceof HostProcess.Outcome.Exited(int code, String output) && code == 0) {
      String[] parts = output.strip().split("\\|", -1);
      if (parts.length == 4 && parts[1].equals("cpython") && parts[0].startsWith("3.")) {
        return Optional.of(new HostPython(executable, parts[0], parts[2].equals("1"), parts[3]));
      }
    }
    return Optional.empty();
  }
}

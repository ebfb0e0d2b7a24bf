package dev.garboard.hostbuild;

import dev.garboard.hostbuild.BuildSettings.Indexes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program that turns a source tree into a wheel: uv where it is on the path, else the
/// interpreter's pip.
sealed interface WheelTool {

  /// For cache keys.
  String id();

  List<String> command(
      HostPython python, Path project, Path out, List<Path> constraints, Indexes indexes);

  /// Variables that stand for options the program does not have.
  Map<String, String> variables(List<Path> constraints);

  static WheelTool choose(HostEnvironment host) {
    return executable(host, "uv").<WheelTool>map(Uv::new).orElseGet(Pip::new);
  }

  static Optional<Path> executable(HostEnvironment host, String name) {
    return host.path().stream()
        .map(directory -> directory.resolve(name))
        .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
        .findFirst();
  }

  /// `uv build --wheel`.
  record Uv(Path executable) implements WheelTool {
    @Override
    public String id() {
      return "uv";
    }

    @Override
    public List<String> command(
        HostPython python, Path project, Path out, List<Path> constraints, Indexes indexes) {
      List<String> command = new ArrayList<>();
      command.addAll(List.of(executable.toString(), "build", "--wheel", "--no-config"));
      command.addAll(List.of("--color", "never", "--python", python.executable().toString()));
      command.addAll(List.of("--out-dir", out.toString()));
      constraints.forEach(file -> command.addAll(List.of("--build-constraints", file.toString())));
      if (!indexes.primary().isEmpty()) {
        command.addAll(List.of("--default-index", indexes.primary()));
      }
      indexes.extra().forEach(url -> command.addAll(List.of("--index", url)));
      indexes.findLinks().forEach(place -> command.addAll(List.of("--find-links", place)));
      if (indexes.offline()) {
        command.add("--offline");
      }
      command.add(project.toString());
      return command;
    }

    @Override
    public Map<String, String> variables(List<Path> constraints) {
      return Map.of();
    }
  }

  /// `python -m pip wheel --no-deps`.
  record Pip() implements WheelTool {
    @Override
    public String id() {
      return "pip";
    }

    @Override
    public List<String> command(
        HostPython python, Path project, Path out, List<Path> constraints, Indexes indexes) {
      List<String> command = new ArrayList<>();
      command.addAll(List.of(python.executable().toString(), "-m", "pip", "wheel", "--no-deps"));
      command.addAll(List.of("--no-input", "--no-color", "--progress-bar", "off"));
      command.addAll(List.of("--use-pep517", "--wheel-dir", out.toString()));
      if (!indexes.primary().isEmpty()) {
        command.addAll(List.of("--index-url", indexes.primary()));
      }
      indexes.extra().forEach(url -> command.addAll(List.of("--extra-index-url", url)));
      indexes.findLinks().forEach(place -> command.addAll(List.of("--find-links", place)));
      if (indexes.offline()) {
        command.add("--no-index");
      }
      command.add(project.toString());
      return command;
    }

    @Override
    public Map<String, String> variables(List<Path> constraints) {
      return constraints.stream()
          .map(Path::toString)
          .map(file -> Map.of("PIP_CONSTRAINT", file, "PIP_BUILD_CONSTRAINT", file))
          .findFirst()
          .orElse(Map.of());
    }
  }
}

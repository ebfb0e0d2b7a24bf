package dev.garboard.hostbuild;

import dev.garboard.python.PackageName;
import dev.garboard.requirement.Uv;
import dev.garboard.selection.Target;
import dev.garboard.selection.Target.TargetPlatform;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Tools of the machine that runs the tests, and small builds.
final class HostFixture {

  static final Path SYSTEM_PYTHON = Path.of("/usr/bin/python3.11");
  static final String PYTHON = "3.11";

  private HostFixture() {}

  /// Directories of the path; a virtual environment's uv comes first where there is one.
  static List<Path> path(boolean uv) {
    List<Path> path = new ArrayList<>();
    for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (!Files.isExecutable(Path.of(place, "uv"))) {
        path.add(Path.of(place));
      }
    }
    if (uv) {
      path.add(uvDirectory());
    }
    return path;
  }

  static Path uvDirectory() {
    return Uv.directory();
  }

  static HostEnvironment host(Path home, boolean uv, Map<String, String> more) {
    Assumptions.assumeTrue(
        Files.isExecutable(SYSTEM_PYTHON), "no " + SYSTEM_PYTHON + " on this machine");
    Map<String, String> variables = new HashMap<>(System.getenv());
    variables.putAll(more);
    return new HostEnvironment(variables, path(uv), List.of(SYSTEM_PYTHON), home, "linux-x86_64");
  }

  static BuildSettings settings(Duration timeout) {
    return new BuildSettings(
        List.of(), BuildSettings.Indexes.DEFAULT, BuildPolicy.DEFAULT, timeout);
  }

  static BuildRequest request(String name, BuildSource source) {
    return request(
        name,
        source,
        new TargetPlatform.Glibc(2, 99),
        List.of("cp311-cp311-linux_x86_64", "py3-none-any"));
  }

  static BuildRequest request(
      String name, BuildSource source, TargetPlatform platform, List<String> tags) {
    return new BuildRequest(
        PackageName.of(name),
        source,
        new Target(List.of(3, 11, 0), false, "x86_64", platform),
        tags,
        List.of(),
        List.of("app", name));
  }

  /// A project whose backend lies in its own tree and needs nothing from the network.
  static Path selfBuilt(Path directory, String backendBody) throws IOException {
    write(
        directory.resolve("pyproject.toml"),
        """
        [build-system]
        requires = []
        build-backend = "backend"
        backend-path = ["."]
        [project]
        name = "own"
        version = "1.0"
        """);
    write(
        directory.resolve("backend.py"),
        """
        import os, sys, zipfile
        def build_wheel(out, config_settings=None, metadata_directory=None):
            body = make()
            name = 'own-1.0-' + globals().get('TAG', 'py3-none-any') + '.whl'
            with zipfile.ZipFile(os.path.join(out, name), 'w') as z:
                z.writestr('own.txt', body)
                z.writestr('own-1.0.dist-info/METADATA',
                           'Metadata-Version: 2.1\\nName: own\\nVersion: 1.0\\n')
                z.writestr('own-1.0.dist-info/WHEEL',
                           'Wheel-Version: 1.0\\nGenerator: own\\nRoot-Is-Purelib: true\\nTag: '
                           + globals().get('TAG', 'py3-none-any') + '\\n')
                z.writestr('own-1.0.dist-info/RECORD', '')
            return name
        """
            + backendBody);
    return directory;
  }

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /// Names and texts of all entries.
  static Map<String, String> entries(Path wheel) throws IOException {
    Map<String, String> entries = new java.util.TreeMap<>();
    try (var zip = new java.util.zip.ZipFile(wheel.toFile())) {
      for (var entry : java.util.Collections.list(zip.entries())) {
        entries.put(
            entry.getName(),
            new String(
                zip.getInputStream(entry).readAllBytes(),
                java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    return entries;
  }
}

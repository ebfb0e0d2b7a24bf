package dev.garboard.requirement;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The real uv, started without a network and without the variables of this process.
public record Uv(Path executable, Path cache) {

  private static final Path HOST_PYTHON = Path.of("/usr/bin/python3.11");

  /// What a run said.
  public record Answer(int exit, String out, String err) {}

  /// `GARBOARD_UV` names uv or its directory; else it must be on the path. Skips the test without.
  public static Path directory() {
    List<String> places = new ArrayList<>();
    String named = System.getenv("GARBOARD_UV");
    if (named != null && Files.isDirectory(Path.of(named))) {
      places.add(named);
    } else if (named != null) {
      places.add(String.valueOf(Path.of(named).getParent()));
    }
    places.addAll(List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)));
    return places.stream()
        .map(Path::of)
        .filter(place -> Files.isExecutable(place.resolve("uv")))
        .findFirst()
        .orElseGet(() -> {
          RequirementCondition.judge(
              List.of("uv (GARBOARD_UV)"), "1".equals(System.getenv("GARBOARD_REQUIRE_ENGINES")));
          return Assumptions.abort("no uv: set GARBOARD_UV to its directory");
        });
  }

  /// With a cache of its own.
  public static Uv withCache(Path cache) {
    return new Uv(directory().resolve("uv"), cache);
  }

  /// An interpreter that says it is of this version, whatever the machine has: uv's questions are
  /// answered by another Python, with the version replaced.
  ///
  /// @param full `3.12.1`
  public static Path python(Path directory, String full) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(HOST_PYTHON), "no " + HOST_PYTHON);
    String minor = full.substring(0, full.lastIndexOf('.'));
    Path script = directory.resolve("python" + minor);
    Files.writeString(
        script,
        """
        #!/bin/sh
        %s "$@" | sed -e 's/3\\.11\\.[0-9]*/%s/g' -e 's/3\\.11/%s/g'
        """
            .formatted(HOST_PYTHON, full, minor));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  /// Runs it.
  public Answer run(Path directory, Map<String, String> more, List<String> arguments)
      throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of(executable.toString()), arguments.stream()).toList())
            .directory(directory.toFile());
    Map<String, String> variables = new TreeMap<>();
    variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    variables.put("HOME", cache.toString());
    variables.put("UV_CACHE_DIR", cache.toString());
    variables.put("UV_OFFLINE", "1");
    variables.put("UV_PYTHON_DOWNLOADS", "never");
    variables.put("UV_NO_PROGRESS", "1");
    variables.putAll(more);
    builder.environment().clear();
    builder.environment().putAll(variables);
    Path err = Files.createTempFile(cache, "err-", ".txt");
    Process process = builder.redirectError(err.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    String said = Files.readString(err);
    Files.delete(err);
    return new Answer(exit, out, said);
  }
}

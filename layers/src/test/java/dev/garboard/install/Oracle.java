package dev.garboard.install;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The real uv as a child process, where there is one: the system property `garboard.uv`, the
/// environment variable `GARBOARD_UV`, or `uv` on the path.
final class Oracle {

  /// What a run gave.
  record Result(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  private static final String VERSION = "uv 0.13.";

  private final Path uv;
  private final Path cache;

  private Oracle(Path uv, Path cache) {
    this.uv = uv;
    this.cache = cache;
  }

  /// Finds uv, or skips the test with the reason.
  ///
  /// @param cache a directory for what uv keeps between runs
  static Oracle uv(Path cache) throws IOException, InterruptedException {
    for (Path candidate : candidates()) {
      if (Files.isExecutable(candidate)) {
        Result version = run(List.of(candidate.toString(), "--version"), cache, cache);
        if (version.output().startsWith(VERSION)) {
          return new Oracle(candidate, cache);
        }
        return abort("the table speaks of uv 0.13, this is " + version.output().strip());
      }
    }
    return abort("no uv here: set GARBOARD_UV to one of version 0.13");
  }

  private static List<Path> candidates() {
    List<Path> candidates = new ArrayList<>();
    String property = System.getProperty("garboard.uv", System.getenv("GARBOARD_UV"));
    if (property != null) {
      candidates.add(Path.of(property));
    }
    for (String part : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      candidates.add(Path.of(part, "uv"));
    }
    return candidates;
  }

  /// Makes an environment; skips the test where uv finds no Python.
  Path environment(Path directory) throws IOException, InterruptedException {
    Path environment = directory.resolve("env");
    Result result =
        run(
            List.of(uv.toString(), "venv", "-q", "--offline", environment.toString()),
            directory,
            cache);
    if (!result.succeeded()) {
      return abort("uv found no Python: " + result.output());
    }
    return environment;
  }

  /// Installs a wheel into an environment.
  Result install(Path wheel, Path environment, Path directory)
      throws IOException, InterruptedException {
    return run(
        List.of(
            uv.toString(),
            "pip",
            "install",
            "-q",
            "--offline",
            "--no-index",
            "--no-deps",
            "--link-mode",
            "copy",
            "--python",
            environment.resolve("bin/python").toString(),
            wheel.toString()),
        directory,
        cache);
  }

  private static Result run(List<String> command, Path directory, Path cache)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("UV_CACHE_DIR", cache.toString());
    builder.environment().put("UV_NO_CONFIG", "1");
    Process process = builder.directory(directory.toFile()).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}

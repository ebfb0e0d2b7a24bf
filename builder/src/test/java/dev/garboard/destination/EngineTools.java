package dev.garboard.destination;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs foreign tools; where one is missing the test is skipped, or fails if tools are required.
final class EngineTools {

  private EngineTools() {}

  static void require(String... tools) {
    for (String tool : tools) {
      boolean found =
          Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
              .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
      if (!found) {
        missing("not installed: " + tool);
      }
    }
  }

  /// A daemon of our own needs root.
  static void requireRoot() throws IOException {
    if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
      missing("not root");
    }
  }

  private static void missing(String what) {
    if ("1".equals(System.getenv("GARBOARD_REQUIRE_ENGINES"))) {
      fail("required, but " + what);
    }
    abort(what);
  }

  /// What the tool printed.
  ///
  /// @throws AssertionError when it fails, with what it printed
  static String run(Map<String, String> env, Path dir, String... command) throws Exception {
    Path output = Files.createTempFile(dir, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(env);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return fail(String.join(" ", command) + " does not end: " + Files.readString(output));
    }
    String text = Files.readString(output);
    if (process.exitValue() != 0) {
      return fail(String.join(" ", command) + ": " + text);
    }
    return text;
  }
}

package dev.garboard.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// What a command said and how it ended; it ran in this process, on a store of the test's own.
record StoreRun(int exit, String out, String err) {

  static StoreRun of(Path cache, String... args) {
    return at(InstantSource.system(), cache, Map.of(), args);
  }

  static StoreRun at(Instant now, Path cache, String... args) {
    return at(() -> now, cache, Map.of(), args);
  }

  /// With more variables.
  static StoreRun with(Map<String, String> variables, Path cache, String... args) {
    return at(InstantSource.system(), cache, variables, args);
  }

  private static StoreRun at(
      InstantSource clock, Path cache, Map<String, String> variables, String... args) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("GARBOARD_CACHE_DIR", cache.toString());
    environment.put("HOME", cache.toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session =
        new Session(
            environment,
            cache.toAbsolutePath(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            clock,
            "amd64",
            2);
    int exit = Main.run(session, args);
    return new StoreRun(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}

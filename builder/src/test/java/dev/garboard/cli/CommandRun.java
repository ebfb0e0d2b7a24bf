package dev.garboard.cli;

import dev.garboard.engine.Command.Outcome;
import dev.garboard.oci.Platform;
import dev.garboard.requirement.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Runs the command in this process, on a store of its own.
record CommandRun(Map<String, String> environment, int processors) {

  /// With the variables of this process, so that proxies and certificates hold, and this store.
  static CommandRun on(Path store) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("GARBOARD_CACHE_DIR", store.toString());
    return new CommandRun(environment, 2);
  }

  CommandRun with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new CommandRun(more, processors);
  }

  CommandRun withProcessors(int count) {
    return new CommandRun(environment, count);
  }

  Outcome run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session =
        new Session(
            environment,
            Checkout.root(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InstantSource.system(),
            Platform.linux(System.getProperty("os.arch")).architecture(),
            processors);
    int exit = Main.run(session, arguments);
    return new Outcome(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}

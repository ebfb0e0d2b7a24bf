package dev.garboard.cli;

import dev.garboard.engine.Command.Outcome;
import dev.garboard.oci.Platform;
import dev.garboard.requirement.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs the command in this process, on a store of its own.
record CommandRun(Map<String, String> environment, int processors) {

  /// With the variables of this process, so that proxies and certificates hold, and this store.
  static CommandRun on(Path store) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("GARBOARD_CACHE_DIR", store.toString());
    return new CommandRun(environment, 2);
  }

  /// The command line that runs the command in a process of its own, with these options of Java.
  static List<String> process(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(System.getProperty("java.class.path").replace(';', File.pathSeparatorChar));
    command.add(Main.class.getName());
    return command;
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

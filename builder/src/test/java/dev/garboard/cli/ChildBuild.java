package dev.garboard.cli;

import dev.garboard.store.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Builds in a Java process of its own, one or several at a time.
final class ChildBuild {

  private static final String STARTED = "started";

  private ChildBuild() {}

  /// Arguments: the project, the store, the layouts to write, each by a thread of its own.
  public static void main(String[] arguments) throws Exception {
    // Once in vain: what is timed from here on is the build, not the loading of its classes.
    StoreRun.of(Path.of(arguments[1]), "build", "--help");
    System.out.print(STARTED);
    System.out.flush();
    List<Thread> builds = new ArrayList<>();
    for (String layout : List.of(arguments).subList(2, arguments.length)) {
      builds.add(Thread.ofPlatform().start(() -> build(arguments, layout)));
    }
    for (Thread build : builds) {
      build.join();
    }
  }

  private static void build(String[] arguments, String layout) {
    StoreRun run =
        StoreRun.of(
            Path.of(arguments[1]),
            "build",
            arguments[0],
            "--to",
            "oci:" + layout,
            "--digest-file",
            layout + ".digest");
    System.out.println(run.exit() == 0 ? " done" : run.toString());
  }

  /// Starts a process and returns once it is about to build.
  static Process start(Path project, Path store, List<Path> layouts)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(project.toString(), store.toString()));
    layouts.forEach(layout -> arguments.add(layout.toString()));
    Process process =
        ChildJvm.start(
            List.of("-Xmx128m", "-Xshare:auto"),
            ChildBuild.class,
            arguments.toArray(String[]::new));
    byte[] line = process.getInputStream().readNBytes(STARTED.length());
    if (!new String(line, StandardCharsets.UTF_8).equals(STARTED)) {
      process.destroyForcibly().waitFor();
      throw new IOException("did not start: " + output(process));
    }
    return process;
  }

  /// The rest of a process's output, once it has ended.
  static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}

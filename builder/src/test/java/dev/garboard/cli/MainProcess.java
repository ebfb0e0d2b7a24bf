package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.engine.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The command as a process of its own, on a store of its own, that hears Ctrl-C.
final class MainProcess implements AutoCloseable {

  private final Process process;
  private final Path directory;

  private MainProcess(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /// Starts.
  ///
  /// @param directory for the store and what the process says; may hold an earlier one's
  static MainProcess start(Path directory, String... arguments) throws IOException {
    Files.createDirectories(directory);
    ProcessBuilder builder =
        new ProcessBuilder(command(arguments))
            .directory(directory.toFile())
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(directory.resolve("err").toFile());
    builder.environment().put("GARBOARD_CACHE_DIR", directory.resolve("cache").toString());
    builder.environment().put("HOME", directory.toString());
    return new MainProcess(builder.start(), directory);
  }

  /// A command line that starts the command so that it hears Ctrl-C.
  static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Surefire may start its own process from a jar that only points to the class path.
    String classPath = System.getProperty("surefire.test.class.path", "");
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(classPath.isEmpty() ? System.getProperty("java.class.path") : classPath);
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /// As by Ctrl-C.
  void interrupt() {
    Command.run(List.of("kill", "-INT", Long.toString(process.pid()))).success();
  }

  /// As by kill -9.
  void kill() {
    process.destroyForcibly();
  }

  /// Waits for the end.
  StoreRun end() throws IOException, InterruptedException {
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ended").isTrue();
    return new StoreRun(
        process.exitValue(),
        Files.readString(directory.resolve("out")),
        Files.readString(directory.resolve("err")));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

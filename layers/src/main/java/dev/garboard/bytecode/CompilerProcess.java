package dev.garboard.bytecode;

import dev.garboard.content.Content;
import dev.garboard.content.Directories;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A running interpreter that compiles one parcel of files after the other, each in a child with
/// the state of an interpreter that has just started.
final class CompilerProcess implements AutoCloseable {

  private static final String DRIVER = "compile.py";
  private static final String LOG = "log";
  private static final int LONGEST_OUTPUT = 8 * 1024;
  private static final long MINUTES = 15;
  private static final long SECONDS_TO_END = 5;

  /// What shells and Java add to a signal's number, to tell it in the place of an exit code.
  private static final int BY_SIGNAL = 128;

  private static final int SIGKILL = 9;
  private static final Duration LOOK = Duration.ofMillis(2);

  private final String program;
  private final Process process;
  private final Path directory;

  private CompilerProcess(String program, Process process, Path directory) {
    this.program = program;
    this.process = process;
    this.directory = directory;
  }

  /// Starts one.
  ///
  /// @param parent where it gets a directory of its own, which closing deletes
  static CompilerProcess start(Interpreter interpreter, Path parent)
      throws BytecodeException, IOException {
    Path directory = Files.createTempDirectory(parent, "compiler-");
    try (InputStream in = CompilerProcess.class.getResourceAsStream(DRIVER)) {
      Files.copy(Objects.requireNonNull(in, DRIVER), directory.resolve(DRIVER));
    }
    List<String> command = new ArrayList<>(interpreter.command());
    // Not isolated mode: it would ignore the hash seed, too.
    command.addAll(List.of("-s", "-S", "-B", DRIVER));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(directory.resolve(LOG).toFile());
    builder.environment().clear();
    builder.environment().putAll(interpreter.environment());
    builder.environment().put("PYTHONHASHSEED", "0");
    String program = interpreter.command().getLast();
    try {
      return new CompilerProcess(program, builder.start(), directory);
    } catch (IOException e) {
      Directories.delete(directory);
      throw new BytecodeException(program, "cannot be started: " + e.getMessage(), "");
    }
  }

  /// Has a parcel compiled. After a failure or an interrupt it is of no more use.
  ///
  /// @param complaints the file that the parcel names for them
  void compile(String fields, Path complaints)
      throws BytecodeException, IOException, InterruptedException {
    send(fields);
    boolean answers = answers();
    int code = answers ? process.getInputStream().read() : process.waitFor();
    if (!answers || code != 0) {
      throw new BytecodeException(
          program, ending(code), tail(directory.resolve(LOG)) + tail(complaints));
    }
  }

  /// A process that died early has closed its end; its exit code says more than the broken pipe.
  private void send(String fields) {
    byte[] message = fields.getBytes(StandardCharsets.UTF_8);
    OutputStream stdin = process.getOutputStream();
    try {
      stdin.write("%08x".formatted(message.length).getBytes(StandardCharsets.US_ASCII));
      stdin.write(message);
      stdin.flush();
    } catch (IOException e) {
      return;
    }
  }

  /// Whether there is an answer, else the process has ended. Looks rather than waits, for reading
  /// from a process hears no interrupt, nor the end of one whose child lives on.
  private boolean answers() throws BytecodeException, IOException, InterruptedException {
    InputStream stdout = process.getInputStream();
    long end = System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos();
    while (stdout.available() == 0) {
      if (!process.isAlive()) {
        return false;
      }
      if (System.nanoTime() > end) {
        throw new BytecodeException(program, "did not finish within " + MINUTES + " minutes", "");
      }
      Thread.sleep(LOOK);
    }
    return true;
  }

  private static String ending(int code) {
    int signal = code - BY_SIGNAL;
    if (signal <= 0) {
      return "exit code " + code;
    }
    return "ended by signal "
        + signal
        + (signal == SIGKILL ? ", as the system does when memory runs out" : "");
  }

  private static String tail(Path output) throws IOException {
    byte[] all = Content.of(output).readAll();
    int from = Math.max(0, all.length - LONGEST_OUTPUT);
    return new String(all, from, all.length - from, StandardCharsets.UTF_8);
  }

  /// Ends it and what it started, and waits for that, whether interrupted or not.
  @Override
  public void close() throws IOException {
    // Its children first, for only their parent is sure to take them off the list of processes.
    end(process.descendants().toList());
    end(List.of(process.toHandle()));
    Directories.delete(directory);
  }

  private static void end(List<ProcessHandle> processes) {
    processes.forEach(ProcessHandle::destroyForcibly);
    CompletableFuture.allOf(
            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
        .orTimeout(SECONDS_TO_END, TimeUnit.SECONDS)
        .handle((_, late) -> late == null)
        .join();
  }
}

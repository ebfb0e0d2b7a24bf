package dev.garboard.bytecode;

import dev.garboard.content.Content;
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

/// A running interpreter that compiles one parcel of files after the other, each in a child with
/// the state of an interpreter that has just started.
final class CompilerProcess implements AutoCloseable {

  private static final String DRIVER = "compile.py";
  private static final int LONGEST_OUTPUT = 8 * 1024;
  private static final long MINUTES = 15;
  private static final Duration LOOK = Duration.ofMillis(2);

  private final String program;
  private final Process process;
  private final Path log;

  private CompilerProcess(String program, Process process, Path log) {
    this.program = program;
    this.process = process;
    this.log = log;
  }

  /// Starts one.
  ///
  /// @param work a directory that it needs until it has compiled something
  static CompilerProcess start(Interpreter interpreter, Path work)
      throws BytecodeException, IOException {
    Path log = Files.createTempFile(work, "compiler-", ".log");
    Path driver = Files.createTempDirectory(work, "compiler-").resolve(DRIVER);
    try (InputStream in = CompilerProcess.class.getResourceAsStream(DRIVER)) {
      Files.copy(Objects.requireNonNull(in, DRIVER), driver);
    }
    List<String> command = new ArrayList<>(interpreter.command());
    // Not isolated mode: it would ignore the hash seed, too.
    command.addAll(List.of("-s", "-S", "-B", driver.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(work.toFile()).redirectError(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(interpreter.environment());
    builder.environment().put("PYTHONHASHSEED", "0");
    String program = interpreter.command().getLast();
    try {
      return new CompilerProcess(program, builder.start(), log);
    } catch (IOException e) {
      throw new BytecodeException(program, "cannot be started: " + e.getMessage(), "");
    }
  }

  /// Has a parcel compiled. After a failure or an interrupt it is of no more use.
  ///
  /// @param complaints the file that the parcel names for them
  void compile(String fields, Path complaints)
      throws BytecodeException, IOException, InterruptedException {
    send(fields);
    int answer = answer();
    if (answer < 0) {
      throw failed(process.waitFor() + "", log);
    }
    if (answer != '+') {
      throw failed("1", complaints);
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

  /// Looks rather than waits, for reading from a process hears no interrupt.
  private int answer() throws BytecodeException, IOException, InterruptedException {
    InputStream stdout = process.getInputStream();
    long end = System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos();
    while (stdout.available() == 0 && process.isAlive()) {
      if (System.nanoTime() > end) {
        throw new BytecodeException(program, "did not finish within " + MINUTES + " minutes", "");
      }
      Thread.sleep(LOOK);
    }
    return stdout.read();
  }

  private BytecodeException failed(String code, Path output) throws IOException {
    byte[] all = Files.exists(output) ? Content.of(output).readAll() : new byte[0];
    int from = Math.max(0, all.length - LONGEST_OUTPUT);
    return new BytecodeException(
        program,
        "exit code " + code,
        new String(all, from, all.length - from, StandardCharsets.UTF_8));
  }

  /// Ends it and what it started.
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}

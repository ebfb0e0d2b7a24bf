package dev.garboard.bytecode;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts an interpreter once to see that it runs here and is the version it is taken for.
public final class InterpreterCheck {

  private static final long SECONDS = 30;

  private InterpreterCheck() {}

  /// The version that the interpreter gives itself, or an empty text when it does not run.
  ///
  /// @throws InterruptedException when the caller is interrupted; the process has ended by then
  public static String version(Interpreter interpreter) throws InterruptedException {
    List<String> command = new ArrayList<>(interpreter.command());
    command.addAll(
        List.of("-I", "-S", "-c", "import sys; print('.'.join(map(str, sys.version_info[:3])))"));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(interpreter.environment());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return "";
    }
    try (OutputStream _ = process.getOutputStream()) {
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        return "";
      }
      byte[] printed = process.getInputStream().readNBytes(64);
      return new String(printed, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    } finally {
      process.destroyForcibly();
    }
  }
}

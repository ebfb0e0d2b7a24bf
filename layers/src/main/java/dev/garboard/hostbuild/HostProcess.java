package dev.garboard.hostbuild;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The one place that starts processes: given variables only, a fixed umask, no input, output kept
/// in a file, ended with all descendants when it takes too long or the caller is interrupted.
final class HostProcess {

  /// Output beyond this many bytes is cut at its start.
  static final int KEPT_OUTPUT = 64 * 1024;

  private final Map<String, String> variables;
  private final Path directory;
  private final Path log;

  HostProcess(Map<String, String> variables, Path directory, Path log) {
    this.variables = Map.copyOf(variables);
    this.directory = directory;
    this.log = log;
  }

  /// How a process ended.
  sealed interface Outcome {
    /// By itself.
    record Exited(int code, String output) implements Outcome {}

    /// By us.
    record Overran(String output) implements Outcome {}
  }

  Outcome run(List<String> command, Duration timeout) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", "umask 022; exec \"$@\"", "sh"));
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    boolean ended = false;
    try {
      process.getOutputStream().close();
      ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      if (!ended) {
        kill(process);
      }
    }
    return ended
        ? new Outcome.Exited(process.exitValue(), output())
        : new Outcome.Overran(output());
  }

  /// Ends the process last, so that its children do not get another parent while we look for them.
  private static void kill(Process process) {
    for (int round = 0; round < 10; round++) {
      List<ProcessHandle> descendants = process.descendants().toList();
      if (descendants.isEmpty()) {
        break;
      }
      descendants.forEach(ProcessHandle::destroyForcibly);
    }
    process.destroyForcibly();
  }

  private String output() throws IOException {
    if (!Files.exists(log)) {
      return "";
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long length = file.length();
      byte[] bytes = new byte[(int) Math.min(length, KEPT_OUTPUT)];
      file.seek(length - bytes.length);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}

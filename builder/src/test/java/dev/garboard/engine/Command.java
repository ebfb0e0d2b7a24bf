package dev.garboard.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a program to its end.
public final class Command {
  private static final int MAX_SECONDS = 600;

  private Command() {}

  public record Outcome(int exit, String out, String err) {
    /// The standard output, without the last line's end, of a program that must succeed.
    public String success() {
      if (exit != 0) {
        throw new IllegalStateException("exit " + exit + "\n" + out + err);
      }
      return out.strip();
    }
  }

  public static Outcome run(List<String> command) {
    try {
      Path out = Files.createTempFile("garboard", ".out");
      Path err = Files.createTempFile("garboard", ".err");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        end(process, MAX_SECONDS);
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(String.join(" ", command), e);
    }
  }

  /// Waits for the end of a process, and kills it when it takes longer or the test is interrupted.
  static void end(Process process, int seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

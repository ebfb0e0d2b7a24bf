package dev.garboard.layer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A program of the host that judges what we wrote; its test is skipped where it is absent.
final class Tool {

  private Tool() {}

  /// Runs it and returns its output; fails the test when the program does.
  static String run(String... command) throws IOException, InterruptedException {
    assumeTrue(exists(command[0]), "needs " + command[0]);
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new AssertionError(command[0] + " ended with " + code + ": " + output);
    }
    return output;
  }

  private static boolean exists(String program) {
    for (String directory : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }
}

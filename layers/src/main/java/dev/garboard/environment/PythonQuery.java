package dev.garboard.environment;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.store.RecordKind;
import dev.garboard.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Asks interpreters what they are, once for each: the answer is kept until the file changes.
public final class PythonQuery {

  private static final String SCRIPT = "query.py";
  private static final long SECONDS = 30;

  private final Store store;

  /// Keeps answers in this store.
  public PythonQuery(Store store) {
    this.store = store;
  }

  /// What the interpreter says of itself.
  ///
  /// @param executable absolute; links are followed only to see whether it changed
  /// @throws EnvironmentException when it does not answer, or cannot be used
  public HostPython ask(Path executable)
      throws EnvironmentException, IOException, InterruptedException {
    Digest key = key(executable);
    boolean lasting = !isScript(executable);
    Optional<String> known = lasting ? store.record(RecordKind.INTERPRETER, key) : Optional.empty();
    if (known.isPresent()) {
      return HostPython.parse(executable, known.get());
    }
    String answer = run(executable);
    HostPython python = HostPython.parse(executable, answer);
    if (lasting) {
      store.putRecord(RecordKind.INTERPRETER, key, answer);
    }
    return python;
  }

  /// A script that chooses an interpreter may choose another one tomorrow.
  private static boolean isScript(Path executable) throws IOException {
    try (InputStream in = Files.newInputStream(executable)) {
      return new String(in.readNBytes(2), StandardCharsets.ISO_8859_1).equals("#!");
    }
  }

  /// Two environments share one file, so the path as given counts beside the file that it leads to.
  private static Digest key(Path executable) throws EnvironmentException, IOException {
    try {
      Path real = executable.toRealPath();
      Path config = executable.resolveSibling("../pyvenv.cfg").normalize();
      String environment =
          Files.isRegularFile(config) ? Files.getLastModifiedTime(config).toString() : "";
      return Hashing.sha256(
          String.join(
              "\n",
              script(),
              executable.toString(),
              real.toString(),
              Files.getLastModifiedTime(real).toString(),
              environment));
    } catch (java.nio.file.NoSuchFileException e) {
      throw new EnvironmentException(
          new EnvironmentProblem.BrokenInterpreter(executable, "no such file"));
    }
  }

  private static String script() throws IOException {
    try (InputStream in = PythonQuery.class.getResourceAsStream(SCRIPT)) {
      return new String(Objects.requireNonNull(in, SCRIPT).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String run(Path executable)
      throws EnvironmentException, IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(executable.toString(), "-I", "-B", "-c", script()))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw broken(executable, "cannot be started: " + e.getMessage());
    }
    try {
      process.getOutputStream().close();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw broken(executable, "no answer within " + SECONDS + " seconds");
      }
      if (process.exitValue() != 0) {
        throw broken(executable, "exit code " + process.exitValue());
      }
      return answer;
    } finally {
      process.destroyForcibly();
    }
  }

  private static EnvironmentException broken(Path executable, String reason) {
    return new EnvironmentException(new EnvironmentProblem.BrokenInterpreter(executable, reason));
  }
}

package dev.garboard.debian.base;

import dev.garboard.debian.archive.Architecture;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The interpreter of an unpacked base, run on this machine through its own dynamic loader, so that
/// neither the machine's libraries nor a chroot are needed. The base must be of this machine's
/// architecture.
public final class InterpreterProcess implements BytecodeCompiler {

  /// Reads source, image path and output from standard input, NUL-separated; reports failures the
  /// same way. Modules that it needs itself are imported before the first one is compiled.
  private static final String PROGRAM =
      """
      import os, py_compile, sys
      fields = sys.stdin.buffer.read().decode().split("\\0")[:-1]
      mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
      for i in range(0, len(fields), 3):
          source, name, output = fields[i:i + 3]
          try:
              py_compile.compile(source, output, name, doraise=True, invalidation_mode=mode)
          except (py_compile.PyCompileError, SyntaxError, ValueError, RecursionError) as e:
              text = str(e).strip().replace("\\0", "?")
              sys.stdout.buffer.write((name + "\\0" + text + "\\0").encode())
      """;

  private final Path root;
  private final Path executable;
  private final Architecture architecture;

  /// The interpreter at `executable`, relative to the root directory of an unpacked base.
  public InterpreterProcess(Path root, String executable, Architecture architecture) {
    this.root = root;
    this.executable = root.resolve(executable);
    this.architecture = architecture;
  }

  @Override
  public List<Failure> compile(List<PythonSource> sources)
      throws IOException, InterruptedException {
    if (sources.isEmpty()) {
      return List.of();
    }
    ProcessBuilder builder = new ProcessBuilder(command());
    Map<String, String> environment = builder.environment();
    environment.clear();
    // Bytecode depends on the order of hashed sets, hence on the seed.
    environment.put("PYTHONHASHSEED", "0");
    environment.put("PYTHONHOME", root.resolve("usr").toString());
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    environment.put("LC_ALL", "C.UTF-8");
    Process process =
        builder.directory(root.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      try (OutputStream in = process.getOutputStream()) {
        in.write(fields(sources));
      }
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(executable + ": interpreter ended with status " + status);
      }
      return failures(answer);
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> command() {
    Path libraries = root.resolve("usr/lib/" + architecture.triplet());
    return List.of(
        root.resolve(architecture.loader()).toString(),
        "--library-path",
        libraries.toString(),
        executable.toString(),
        "-S",
        "-X",
        "utf8",
        "-c",
        PROGRAM);
  }

  private static byte[] fields(List<PythonSource> sources) {
    StringBuilder fields = new StringBuilder();
    for (PythonSource source : sources) {
      fields.append(source.file()).append('\0').append(source.imagePath()).append('\0');
      fields.append(source.output()).append('\0');
    }
    return fields.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<Failure> failures(String answer) {
    List<Failure> failures = new ArrayList<>();
    String[] fields = answer.split("\0", -1);
    for (int i = 0; i + 1 < fields.length; i += 2) {
      failures.add(new Failure(fields[i], fields[i + 1]));
    }
    return failures;
  }
}

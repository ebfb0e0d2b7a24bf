package dev.garboard.bytecode;

import dev.garboard.content.Content;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.TreeEntry.RegularFile;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Compiles the Python sources of a tree.
///
/// The bytes of a `.pyc` depend on what the same process compiled before, through shared constants.
/// So one process compiles one distribution, its files in sorted order, with a fixed hash seed:
/// that is reproducible where splitting a distribution over processes is not.
public final class BytecodeCompiler {

  private static final String DRIVER = "compile.py";
  private static final int LONGEST_OUTPUT = 8 * 1024;
  private static final long MINUTES = 15;

  private final Interpreter interpreter;

  /// Compiles with this interpreter.
  public BytecodeCompiler(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /// The compiled files of all `.py` files below `directory`, at their places beside the sources.
  /// Files that are not valid Python are left out, as `compileall` does.
  ///
  /// @param work an empty directory that must live as long as the result is used
  /// @throws BytecodeException when the interpreter fails
  /// @throws IOException when `work` cannot be written
  /// @throws InterruptedException when the caller is interrupted; the process has ended by then
  public FileTree compile(FileTree tree, UnixPath directory, Path work)
      throws BytecodeException, IOException, InterruptedException {
    List<UnixPath> sources = new ArrayList<>();
    Path in = Files.createDirectory(work.resolve("in"));
    Path out = Files.createDirectory(work.resolve("out"));
    StringBuilder jobs = new StringBuilder();
    for (Map.Entry<UnixPath, TreeEntry> entry : tree.entries().entrySet()) {
      if (isSource(entry.getKey(), directory)
          && entry.getValue() instanceof RegularFile(Content content, var _)) {
        String number = Integer.toString(sources.size());
        sources.add(entry.getKey());
        try (InputStream bytes = content.open()) {
          Files.copy(bytes, in.resolve(number));
        }
        jobs.append(in.resolve(number)).append('\0').append(entry.getKey().absolute());
        jobs.append('\0').append(out.resolve(number)).append('\0');
      }
    }
    if (sources.isEmpty()) {
      return FileTree.empty();
    }
    run(jobs.toString(), work);
    return collect(sources, out);
  }

  private static boolean isSource(UnixPath path, UnixPath directory) {
    return path.value().endsWith(".py")
        && path.startsWith(directory)
        && !path.parent().name().equals("__pycache__");
  }

  private FileTree collect(List<UnixPath> sources, Path out) throws IOException {
    FileTree.TreeWriter compiled = FileTree.writer();
    for (int i = 0; i < sources.size(); i++) {
      Path file = out.resolve(Integer.toString(i));
      if (Files.exists(file)) {
        UnixPath source = sources.get(i);
        String stem = source.name().substring(0, source.name().length() - ".py".length());
        String name = stem + "." + interpreter.cacheTag() + ".pyc";
        compiled.put(
            source.parent().resolve("__pycache__").resolve(name),
            TreeEntry.file(Content.of(file), false));
      }
    }
    return compiled.tree();
  }

  private void run(String jobs, Path work)
      throws BytecodeException, IOException, InterruptedException {
    Path driver = work.resolve(DRIVER);
    try (InputStream in = BytecodeCompiler.class.getResourceAsStream(DRIVER)) {
      Files.copy(java.util.Objects.requireNonNull(in, DRIVER), driver);
    }
    List<String> command = new ArrayList<>(interpreter.command());
    // Not isolated mode: it would ignore the hash seed, too.
    command.addAll(List.of("-s", "-S", "-B", driver.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
    builder.environment().clear();
    builder.environment().putAll(interpreter.environment());
    builder.environment().put("PYTHONHASHSEED", "0");
    Path log = work.resolve("log");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = start(builder);
    try {
      send(process, jobs);
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw failed("did not finish within " + MINUTES + " minutes", log);
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw failed("exit code " + process.exitValue(), log);
    }
  }

  private Process start(ProcessBuilder builder) throws BytecodeException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new BytecodeException(program(), "cannot be started: " + e.getMessage(), "");
    }
  }

  /// A process that died early has closed its end; its exit code says more than the broken pipe.
  private static void send(Process process, String jobs) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(jobs.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return;
    }
  }

  private BytecodeException failed(String reason, Path log) throws IOException {
    byte[] output = Content.of(log).readAll();
    int from = Math.max(0, output.length - LONGEST_OUTPUT);
    return new BytecodeException(
        program(), reason, new String(output, from, output.length - from, StandardCharsets.UTF_8));
  }

  private String program() {
    return interpreter.command().getLast();
  }
}

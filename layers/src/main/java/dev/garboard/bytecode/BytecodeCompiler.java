package dev.garboard.bytecode;

import dev.garboard.content.Content;
import dev.garboard.content.FileRange;
import dev.garboard.parallel.Parallel;
import dev.garboard.parallel.Parallel.TaskFailedException;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.TreeEntry.RegularFile;
import dev.garboard.tree.UnixPath;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/// Compiles the Python sources of trees, on several processors.
///
/// The bytes of a `.pyc` depend on what the same process compiled before, through shared constants.
/// So a tree's sources, in sorted order, are cut into parcels by their sizes alone, each is
/// compiled by a process of its own in their order, and the hash seed is fixed. Those processes are
/// forks of few that stay, so that a small distribution costs no start of an interpreter.
public final class BytecodeCompiler implements AutoCloseable {

  /// Raised whenever the bytes change for equal sources, together with that of the layers' keys; a
  /// test holds them together.
  public static final int FORMAT = 2;

  /// Changing this changes bytes.
  private static final long PARCEL = 2 << 20;

  private final Interpreter interpreter;
  private final int processes;
  private final Path directory;
  private final Semaphore free;
  private final Deque<CompilerProcess> idle = new ConcurrentLinkedDeque<>();

  /// Compiles with this interpreter; starts it when there is something to compile.
  ///
  /// @param processes how many compile at a time
  /// @param directory an existing one; below it the interpreters keep what they need until the end
  public BytecodeCompiler(Interpreter interpreter, int processes, Path directory) {
    this.interpreter = interpreter;
    this.processes = processes;
    this.directory = directory;
    this.free = new Semaphore(processes);
  }

  private record Source(UnixPath path, long size) {}

  /// @param begin where its sources begin in the file of all
  private record Parcel(int number, long begin, List<Source> sources) {
    Parcel(int number, long begin) {
      this(number, begin, new ArrayList<>());
    }
  }

  /// The compiled files of all `.py` files below `directory`, at their places beside the sources.
  /// Files that are not valid Python are left out, as `compileall` does. May be called by several
  /// threads at a time.
  ///
  /// @param work an empty directory that must live as long as the result is used
  /// @throws BytecodeException when the interpreter fails
  /// @throws IOException when `work` cannot be written
  /// @throws InterruptedException when the caller is interrupted; what compiled has ended by then
  public FileTree compile(FileTree tree, UnixPath directory, Path work)
      throws BytecodeException, IOException, InterruptedException {
    List<Parcel> parcels = parcels(tree, directory, work);
    FileTree.TreeWriter compiled = FileTree.writer();
    try {
      Parallel.map(parcels, processes, parcel -> compile(parcel, work));
    } catch (TaskFailedException e) {
      e.rethrowIf(BytecodeException.class);
      e.rethrowIf(IOException.class);
      e.rethrowIf(InterruptedException.class);
      throw new IllegalStateException(e.getCause());
    }
    for (Parcel parcel : parcels) {
      collect(parcel, work, compiled);
    }
    return compiled.tree();
  }

  private static List<Parcel> parcels(FileTree tree, UnixPath directory, Path work)
      throws IOException {
    List<Parcel> parcels = new ArrayList<>();
    try (OutputStream out = Files.newOutputStream(work.resolve("sources"))) {
      long at = 0;
      for (Map.Entry<UnixPath, TreeEntry> entry : tree.entries().entrySet()) {
        if (isSource(entry.getKey(), directory)
            && entry.getValue() instanceof RegularFile(Content content, var _)) {
          if (parcels.isEmpty() || at - parcels.getLast().begin >= PARCEL) {
            parcels.add(new Parcel(parcels.size(), at));
          }
          try (InputStream bytes = content.open()) {
            long size = bytes.transferTo(out);
            parcels.getLast().sources.add(new Source(entry.getKey(), size));
            at += size;
          }
        }
      }
    }
    return parcels;
  }

  private static boolean isSource(UnixPath path, UnixPath directory) {
    return path.value().endsWith(".py")
        && path.startsWith(directory)
        && !path.parent().name().equals("__pycache__");
  }

  private static Path target(Parcel parcel, Path work) {
    return work.resolve("compiled-" + parcel.number);
  }

  private Parcel compile(Parcel parcel, Path work)
      throws BytecodeException, IOException, InterruptedException {
    Path complaints = Files.createFile(work.resolve("complaints-" + parcel.number));
    Files.createFile(target(parcel, work));
    StringBuilder fields = new StringBuilder();
    fields.append(work.resolve("sources").toAbsolutePath()).append('\0');
    fields.append(target(parcel, work).toAbsolutePath()).append('\0');
    fields.append(complaints.toAbsolutePath()).append('\0').append(parcel.begin).append('\0');
    for (Source source : parcel.sources) {
      fields.append(source.path.absolute()).append('\0').append(source.size).append('\0');
    }
    free.acquire();
    try {
      CompilerProcess waiting = idle.poll();
      CompilerProcess process =
          waiting == null ? CompilerProcess.start(interpreter, directory) : waiting;
      try {
        process.compile(fields.toString(), complaints);
      } catch (Throwable e) {
        try (process) {
          throw e;
        }
      }
      idle.push(process);
    } finally {
      free.release();
    }
    return parcel;
  }

  private void collect(Parcel parcel, Path work, FileTree.TreeWriter compiled) throws IOException {
    Path file = target(parcel, work);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      long at = 0;
      for (Source source : parcel.sources) {
        long size = in.readLong();
        in.skipNBytes(size);
        at += Long.BYTES;
        if (size > 0) {
          compiled.put(cached(source.path), TreeEntry.file(new FileRange(file, at, size), false));
        }
        at += size;
      }
    }
  }

  private UnixPath cached(UnixPath source) {
    String stem = source.name().substring(0, source.name().length() - ".py".length());
    return source
        .parent()
        .resolve("__pycache__")
        .resolve(stem + "." + interpreter.cacheTag() + ".pyc");
  }

  /// Ends the processes.
  ///
  /// @throws IOException when what they needed cannot be deleted; all have ended by then
  @Override
  public void close() throws IOException {
    CompilerProcess process = idle.poll();
    if (process != null) {
      try (process) {
        close();
      }
    }
  }
}

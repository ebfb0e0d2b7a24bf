package dev.garboard.environment;

import dev.garboard.bytecode.BytecodeCompiler;
import dev.garboard.bytecode.BytecodeException;
import dev.garboard.bytecode.Interpreter;
import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Directories;
import dev.garboard.content.Hashing;
import dev.garboard.install.InstallException;
import dev.garboard.install.InstallOptions;
import dev.garboard.install.InstalledWheel;
import dev.garboard.install.WheelInstaller;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.locate.LocateProblem;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.locate.WheelLocator;
import dev.garboard.parallel.Parallel;
import dev.garboard.parallel.Parallel.Step;
import dev.garboard.parallel.Parallel.TaskFailedException;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.wheel.EntryPoints;
import dev.garboard.wheel.WheelArchive;
import dev.garboard.wheel.WheelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Gets distributions unpacked: from the store where they lie there already, else from their
/// wheels, which are located first.
final class Unpacker {

  private static final int FETCHED_AT_ONCE = 16;

  private final UnpackedWheels store;
  private final WheelLocator locator;
  private final HostPython python;
  private final int workers;
  private final SyncLog log;

  Unpacker(
      UnpackedWheels store, WheelLocator locator, HostPython python, int workers, SyncLog log) {
    this.store = store;
    this.locator = locator;
    this.python = python;
    this.workers = workers;
    this.log = log;
  }

  /// All of them, in order. A wheel is unpacked as soon as it is there, while others are fetched.
  List<UnpackedWheel> unpack(List<Wanted> wanted)
      throws IOException,
          InterruptedException,
          LocateFailedException,
          WheelException,
          InstallException,
          BytecodeException {
    List<Optional<UnpackedWheel>> unpacked =
        new ArrayList<>(all(wanted, each -> store.find(each.key())));
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      if (unpacked.get(i).isEmpty()) {
        missing.add(i);
      }
    }
    // The largest first: no other is left to wait for when it comes to them.
    missing.sort(Comparator.comparingLong((Integer i) -> wanted.get(i).size()).reversed());
    if (!missing.isEmpty()) {
      log.unpacking(missing.size());
      List<Optional<UnpackedWheel>> added = addAll(missing.stream().map(wanted::get).toList());
      for (int i = 0; i < added.size(); i++) {
        unpacked.set(missing.get(i), added.get(i));
      }
    }
    return unpacked.stream().map(Optional::orElseThrow).toList();
  }

  private List<Optional<UnpackedWheel>> addAll(List<Wanted> wanted)
      throws IOException,
          InterruptedException,
          LocateFailedException,
          WheelException,
          InstallException,
          BytecodeException {
    Map<Wanted, List<LocateProblem>> problems = new ConcurrentHashMap<>();
    Step<Wanted, Job> locating = new Step<>(FETCHED_AT_ONCE, each -> locate(each, problems));
    // All that is missing is told at once, so fetching goes on without unpacking.
    Step<Job, Optional<UnpackedWheel>> adding =
        new Step<>(workers, job -> problems.isEmpty() ? Optional.of(add(job)) : Optional.empty());
    List<Optional<UnpackedWheel>> added =
        finished(() -> Parallel.pipeline(wanted, locating, adding));
    if (!problems.isEmpty()) {
      throw new LocateFailedException(
          wanted.stream()
              .sorted(Comparator.comparing(Wanted::name))
              .flatMap(each -> problems.getOrDefault(each, List.of()).stream())
              .toList());
    }
    return added;
  }

  private Job locate(Wanted wanted, Map<Wanted, List<LocateProblem>> problems)
      throws InterruptedException {
    return switch (wanted) {
      case Wanted.Made made -> new Job(made, List.of(made.wheel()));
      case Wanted.Locked locked -> {
        try {
          yield new Job(locked, locator.locate(List.of(locked.selected())));
        } catch (LocateFailedException e) {
          problems.put(locked, e.problems());
          yield new Job(locked, List.of());
        }
      }
    };
  }

  /// Bytecode of unpacked wheels, made once and kept; in order.
  List<UnpackedWheel> compile(List<Wanted> wanted, List<UnpackedWheel> unpacked, Path work)
      throws IOException,
          InterruptedException,
          WheelException,
          InstallException,
          BytecodeException {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      numbers.add(i);
    }
    Interpreter interpreter =
        new Interpreter(List.of(python.base().executable()), Map.of(), python.version());
    try (BytecodeCompiler compiler = new BytecodeCompiler(interpreter, workers, work)) {
      return all(numbers, i -> compile(wanted.get(i), unpacked.get(i), work, compiler));
    }
  }

  private UnpackedWheel compile(
      Wanted wanted, UnpackedWheel wheel, Path work, BytecodeCompiler compiler)
      throws IOException, InterruptedException, BytecodeException {
    Digest key =
        Hashing.sha256(
            "bytecode " + BytecodeCompiler.FORMAT + "\n" + python.version() + "\n" + wanted.key());
    Optional<UnpackedWheel> known = store.find(key);
    if (known.isPresent()) {
      return known.get();
    }
    FileTree.TreeWriter sources = FileTree.writer();
    for (UnpackedFile file : wheel.files()) {
      if (file.path().value().endsWith(".py")) {
        sources.put(file.path(), TreeEntry.file(Content.of(wheel.source(file.path())), false));
      }
    }
    Path directory = Files.createTempDirectory(work, "bytecode-");
    try {
      FileTree compiled =
          compiler.compile(sources.tree(), EnvironmentPaths.neutralSitePackages(), directory);
      return store.add(key, compiled, wheel.distInfo(), Map.of());
    } finally {
      Directories.deleteIfExists(directory);
    }
  }

  /// @param wheels the one that is at hand, or none where there is a problem
  private record Job(Wanted wanted, List<LocatedWheel> wheels) {}

  private UnpackedWheel add(Job job) throws IOException, WheelException, InstallException {
    LocatedWheel file = job.wheels().getFirst();
    try (WheelArchive archive = WheelArchive.open(file.file(), file.filename())) {
      InstallOptions options = InstallOptions.defaults().withDirectUrl(job.wanted().directUrl());
      InstalledWheel installed =
          WheelInstaller.install(
              archive,
              EnvironmentPaths.neutralLayout(python.minor(), python.freeThreaded()),
              options);
      installed.warnings().forEach(w -> log.warning(file.filename().text(), w));
      return store.add(
          job.wanted().key(),
          installed.tree(),
          installed.distInfo().directory(),
          scripts(archive, installed));
    }
  }

  private Map<String, UnpackedFile.Kind> scripts(WheelArchive archive, InstalledWheel installed)
      throws IOException, WheelException {
    Map<String, UnpackedFile.Kind> scripts = new HashMap<>();
    String data = installed.distInfo().dataDirectory() + "/scripts/";
    for (String path : archive.entries().keySet()) {
      if (path.startsWith(data)) {
        scripts.put(path.substring(data.length()), UnpackedFile.Kind.SCRIPT);
      }
    }
    EntryPoints points =
        EntryPoints.read(archive, installed.distInfo()).forPythonMinor(python.minor());
    points.consoleScripts().forEach(p -> scripts.put(p.name(), UnpackedFile.Kind.LAUNCHER));
    points.guiScripts().forEach(p -> scripts.put(p.name(), UnpackedFile.Kind.LAUNCHER));
    return scripts;
  }

  private <I, O> List<O> all(List<I> inputs, Parallel.Task<I, O> task)
      throws IOException,
          InterruptedException,
          WheelException,
          InstallException,
          BytecodeException {
    return finished(() -> Parallel.compute(inputs, workers, task));
  }

  @FunctionalInterface
  private interface Work<O> {
    List<O> run() throws TaskFailedException, InterruptedException;
  }

  private static <O> List<O> finished(Work<O> work)
      throws IOException,
          InterruptedException,
          WheelException,
          InstallException,
          BytecodeException {
    try {
      return work.run();
    } catch (TaskFailedException e) {
      e.rethrowIf(IOException.class);
      e.rethrowIf(InterruptedException.class);
      e.rethrowIf(WheelException.class);
      e.rethrowIf(InstallException.class);
      e.rethrowIf(BytecodeException.class);
      throw new IllegalStateException(e.getCause());
    }
  }
}

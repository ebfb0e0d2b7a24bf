package dev.garboard.environment;

import dev.garboard.bytecode.BytecodeCompiler;
import dev.garboard.bytecode.BytecodeException;
import dev.garboard.bytecode.Interpreter;
import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.install.InstallException;
import dev.garboard.install.InstallOptions;
import dev.garboard.install.InstalledWheel;
import dev.garboard.install.WheelInstaller;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.locate.WheelLocator;
import dev.garboard.parallel.Parallel;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gets distributions unpacked: from the store where they lie there already, else from their
/// wheels, which are located first.
final class Unpacker {

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

  /// All of them, in order.
  List<UnpackedWheel> unpack(List<Wanted> wanted)
      throws IOException,
          InterruptedException,
          LocateFailedException,
          WheelException,
          InstallException,
          BytecodeException {
    Map<Wanted, UnpackedWheel> unpacked = new HashMap<>();
    List<Job> jobs = new ArrayList<>();
    List<Wanted.Locked> missing = new ArrayList<>();
    List<Optional<UnpackedWheel>> found = all(wanted, each -> store.find(each.key()));
    for (int i = 0; i < wanted.size(); i++) {
      Wanted each = wanted.get(i);
      Optional<UnpackedWheel> known = found.get(i);
      if (known.isPresent()) {
        unpacked.put(each, known.get());
        continue;
      }
      switch (each) {
        case Wanted.Locked locked -> missing.add(locked);
        case Wanted.Made made -> jobs.add(new Job(made, made.wheel()));
      }
    }
    if (!missing.isEmpty()) {
      List<LocatedWheel> located =
          locator.locate(missing.stream().map(Wanted.Locked::selected).toList());
      for (int i = 0; i < missing.size(); i++) {
        jobs.add(new Job(missing.get(i), located.get(i)));
      }
    }
    if (!jobs.isEmpty()) {
      log.unpacking(jobs.size());
      List<UnpackedWheel> added = all(jobs, this::add);
      for (int i = 0; i < jobs.size(); i++) {
        unpacked.put(jobs.get(i).wanted(), added.get(i));
      }
    }
    return wanted.stream().map(unpacked::get).toList();
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
    return all(numbers, i -> compile(wanted.get(i), unpacked.get(i), work));
  }

  private UnpackedWheel compile(Wanted wanted, UnpackedWheel wheel, Path work)
      throws IOException, InterruptedException, BytecodeException {
    Digest key = Hashing.sha256("bytecode\n" + python.version() + "\n" + wanted.key());
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
      Interpreter interpreter =
          new Interpreter(List.of(python.base().executable()), Map.of(), python.version());
      FileTree compiled =
          new BytecodeCompiler(interpreter)
              .compile(sources.tree(), EnvironmentPaths.neutralSitePackages(), directory);
      return store.add(key, compiled, wheel.distInfo(), Map.of());
    } finally {
      Deletion.tree(directory);
    }
  }

  private record Job(Wanted wanted, LocatedWheel wheel) {}

  private UnpackedWheel add(Job job) throws IOException, WheelException, InstallException {
    LocatedWheel file = job.wheel();
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
    try {
      return Parallel.compute(inputs, workers, task);
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

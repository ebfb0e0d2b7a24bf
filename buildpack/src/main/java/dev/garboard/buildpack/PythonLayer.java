package dev.garboard.buildpack;

import dev.garboard.buildpack.Failure.FailureException;
import dev.garboard.buildpack.cnb.LayerToml;
import dev.garboard.buildpack.cnb.LayerTypes;
import dev.garboard.buildpack.cnb.LayersDirectory;
import dev.garboard.bytecode.Interpreter;
import dev.garboard.content.Hashing;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.base.DebianBase;
import dev.garboard.debian.base.PortablePython;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockException;
import dev.garboard.debian.lock.LockReader;
import dev.garboard.debian.lock.LockWriter;
import dev.garboard.debian.lock.LockedPackage;
import dev.garboard.debian.lock.LockedSet;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.install.BaseInterpreter;
import dev.garboard.sbom.SystemPackage;
import dev.garboard.selection.PythonRelease;
import dev.garboard.selection.Target;
import dev.garboard.stage.StageException;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeDirectoryWriter;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The layer of the interpreter: Debian's Python, made portable. Chosen again only when what
/// decides the choice has changed: the same metadata means that nobody asks the archive.
final class PythonLayer {
  static final String NAME = "python";
  private static final String TREE = "python";
  private static final String PINS = "pins";
  private static final String VERSION = "version";
  private final Choices choices;
  private final LayersDirectory layers;
  private final Workshop workshop;
  private final Architecture architecture;
  private final String release;
  private final SortedMap<String, String> inputs;
  private final BaseLock lock;
  private final List<String> reasons;

  private PythonLayer(
      Choices choices, LayersDirectory layers, Workshop workshop, String release, Asked asked)
      throws FailureException, StageException, IOException {
    this.choices = choices;
    this.layers = layers;
    this.workshop = workshop;
    this.release = release;
    this.architecture = asked.architecture();
    this.inputs = asked.inputs();
    Optional<SortedMap<String, String>> restored = layers.restored(NAME);
    Optional<BaseLock> pins = restored.flatMap(PythonLayer::pins);
    List<String> differences =
        restored.isEmpty()
            ? List.of("the previous image has none")
            : LayerState.differences(restored.get(), inputs);
    boolean known = differences.isEmpty() && pins.isPresent() && !asked.contentsNeeded();
    this.lock = known ? pins.get() : asked.lock(debian());
    this.reasons =
        known
            ? List.of()
            : differences.isEmpty() ? List.of("its contents are needed") : differences;
  }

  /// @param contentsNeeded whether a later buildpack wants the layer's files
  private record Asked(
      Architecture architecture,
      SortedMap<String, String> inputs,
      Path lockFile,
      boolean contentsNeeded) {
    /// Pinned by the project, else the newest.
    BaseLock lock(DebianPython debian) throws StageException, IOException {
      return Files.isRegularFile(lockFile)
          ? LockReader.parse(Files.readString(lockFile))
          : debian.newest(architecture);
    }
  }

  static PythonLayer plan(
      Choices choices, LayersDirectory layers, Workshop workshop, boolean contentsNeeded)
      throws FailureException, StageException, IOException {
    Architecture architecture =
        DebianPython.architecture(choices.context().target().architecture())
            .orElseThrow(() ->
                Failure.of("no Python for " + choices.context().target())
                    .help("Build for linux/amd64 or linux/arm64")
                    .exception());
    String release =
        PythonChoice.release(
            choices.debian(),
            choices.python(),
            choices.project().lockfile().header().requiresPython());
    Path lockFile = choices.project().root().resolve("garboard.lock");
    SortedMap<String, String> inputs = new TreeMap<>();
    inputs.put(LayerState.LAYOUT_KEY, LayerState.LAYOUT);
    inputs.put(LayerState.TARGET, choices.context().target().toString());
    inputs.put("release", release);
    inputs.put("directory", layers.layer(NAME).toString());
    inputs.put("refresh", choices.variable(Choices.REFRESH));
    inputs.put(
        "lock",
        Files.isRegularFile(lockFile)
            ? Hashing.sha256(Files.readString(lockFile)).toString()
            : "none");
    Asked asked = new Asked(architecture, inputs, lockFile, contentsNeeded);
    PythonLayer layer = new PythonLayer(choices, layers, workshop, release, asked);
    layer.checkLock();
    return layer;
  }

  private static Optional<BaseLock> pins(SortedMap<String, String> metadata) {
    try {
      return Optional.of(LockReader.parse(metadata.getOrDefault(PINS, "")));
    } catch (LockException e) {
      // Written by another version: chosen anew.
      return Optional.empty();
    }
  }

  private void checkLock() throws FailureException {
    if (!lock.release().equals(release) || lock.set(LockedSet.Use.BASE, architecture).isEmpty()) {
      throw Failure.of(
              "`garboard.lock` does not fit",
              "It is for "
                  + lock.release()
                  + ", wanted is "
                  + release
                  + " for "
                  + architecture.id())
          .help("Move it with `garboard base update`", "Remove it")
          .exception();
    }
  }

  /// Why the layer is made; empty when it is reused.
  List<String> reasons() {
    return reasons;
  }

  boolean isReused() {
    return reasons.isEmpty();
  }

  Python python() {
    List<String> libc = List.of(upstream("libc6").split("\\.", -1));
    PythonRelease version = PythonRelease.parse(version()).orElseThrow();
    Target target =
        new Target(
            version.version(),
            false,
            DebianPython.machineName(architecture),
            new Target.TargetPlatform.Glibc(
                Integer.parseInt(libc.get(0)), Integer.parseInt(libc.get(1))));
    return new Python(
        new BaseInterpreter(
            layers.layer(NAME).resolve(TREE) + "/usr/bin/python" + target.pythonMinor(),
            version(),
            false),
        target,
        "Python " + version() + " of " + release,
        new TreeMap<>(),
        List.of());
  }

  private String version() {
    return lock.set(LockedSet.Use.BASE, architecture).stream()
        .flatMap(set -> set.packages().stream())
        .filter(id -> id.name().matches("python3\\.\\d+-minimal"))
        .map(id -> upstreamOf(id.version().upstream()))
        .findFirst()
        .orElse("");
  }

  private String upstream(String name) {
    return lock.set(LockedSet.Use.BASE, architecture).stream()
        .flatMap(set -> lock.packagesOf(set).stream())
        .filter(locked -> locked.id().name().equals(name))
        .map(locked -> upstreamOf(locked.id().version().upstream()))
        .findFirst()
        .orElse("");
  }

  private static String upstreamOf(String version) {
    return version.replaceFirst("[+~].*", "");
  }

  /// Whether the user asks for another patch release than Debian has.
  boolean isOtherPatch() {
    String wanted = choices.python();
    return wanted.matches("3\\.\\d+\\.\\d+") && !wanted.equals(version());
  }

  private DebianPython debian() throws FailureException {
    try {
      return new DebianPython(release, choices.variable(Choices.MIRROR), workshop);
    } catch (IllegalArgumentException e) {
      throw Failure.of("unknown Debian release: `" + release + "`")
          .help("Known are `debian:12`, `debian:13` and `debian:testing`")
          .exception();
    }
  }

  /// What the image's label says of the layer.
  SortedMap<String, String> metadata() {
    SortedMap<String, String> metadata = new TreeMap<>(inputs);
    metadata.put(VERSION, version());
    metadata.put(LayerState.LIBC, "glibc " + upstream("libc6"));
    metadata.put(PINS, LockWriter.text(lock));
    return metadata;
  }

  /// Makes the layer, or keeps it.
  void write(LayerTypes types)
      throws FailureException,
          ArchiveException,
          UnpackException,
          IOException,
          InterruptedException {
    if (isReused()) {
      layers.keep(NAME, metadata());
      return;
    }
    DebianBase.Built built = debian().unpack(lock, architecture);
    Path directory = layers.create(NAME);
    Path tree = Files.createDirectory(directory.resolve(TREE));
    FileTree portable = PortablePython.of(built, architecture, UnixPath.of(tree.toString()));
    new TreeDirectoryWriter(tree).write(portable);
    layers.finish(NAME, new LayerToml(types, metadata()));
  }

  /// The packages that the layer is made of.
  List<SystemPackage> packages() {
    String distribution = release.replace(':', '-');
    List<SystemPackage> packages = new ArrayList<>();
    lock.set(LockedSet.Use.BASE, architecture)
        .ifPresent(set -> {
          for (LockedPackage locked : lock.packagesOf(set)) {
            PackageId id = locked.id();
            packages.add(
                new SystemPackage(
                    distribution,
                    id.name(),
                    id.version().text(),
                    id.architecture(),
                    locked.file().digest()));
          }
        });
    return packages;
  }

  /// The layer's own interpreter, where it was written in this build and runs on this machine.
  Optional<Interpreter> ownCompiler() {
    if (isReused() || !architecture.id().equals(workshop.architecture())) {
      return Optional.empty();
    }
    BaseInterpreter own = python().interpreter();
    return Optional.of(
        new Interpreter(List.of(own.executable()), Map.of("LC_ALL", "C.UTF-8"), own.version()));
  }

  /// One of the layer's packages, unpacked for it; empty when this machine runs none of them.
  Optional<Interpreter> packagedCompiler()
      throws FailureException,
          ArchiveException,
          UnpackException,
          IOException,
          InterruptedException {
    return debian().compiler(lock, version());
  }
}

package dev.garboard.debian.base;

import dev.garboard.content.Content;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.ArchiveReader;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockedPackage;
import dev.garboard.debian.lock.LockedSet;
import dev.garboard.debian.lock.LockedSet.Use;
import dev.garboard.debian.unpack.DropRules;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.debian.unpack.UnpackedPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// From a lock to the layers of a base and of its system packages. Reads no index.
public final class BaseBuilder {

  private final ArchiveReader reader;
  private final BaseLock lock;
  private final Options options;
  private final Path workDirectory;

  /// How to build.
  ///
  /// @param drops what of a package is left out
  /// @param bytecode whether the standard library is compiled
  /// @param runnable the architectures whose programs this machine runs
  /// @param processors how many packages are unpacked at a time
  public record Options(
      DropRules drops, boolean bytecode, List<Architecture> runnable, int processors) {
    /// Copies.
    public Options {
      runnable = List.copyOf(runnable);
    }
  }

  /// Builds what the lock says. Contents lie in the work directory, which must exist and outlive
  /// the layers.
  public BaseBuilder(ArchiveReader reader, BaseLock lock, Options options, Path workDirectory) {
    this.reader = reader;
    this.lock = lock;
    this.options = options;
    this.workDirectory = workDirectory;
  }

  /// The layers of a base of these packages of the lock.
  ///
  /// @throws ArchiveException when a package is nowhere to be found or not what it should be
  /// @throws UnpackException when packages cannot be unpacked or own the same path
  /// @throws IOException when a mirror cannot be reached or the work directory not be written
  /// @throws InterruptedException when interrupted
  public DebianBase.Built base(LockedSet set)
      throws ArchiveException, UnpackException, IOException, InterruptedException {
    Architecture target = set.architecture();
    Path directory = directory("base-" + target.id());
    List<LockedPackage> locked = lock.packagesOf(set);
    Map<String, Long> sizes = new TreeMap<>();
    locked.forEach(each -> sizes.put(each.id().name(), each.file().size()));
    DebianBase.Bytecode bytecode = bytecode(target);
    DebianBase.Built built =
        new DebianBase(directory).build(load(directory, locked), sizes, target, bytecode);
    boolean missing = options.bytecode() && bytecode instanceof DebianBase.Bytecode.Off;
    return missing ? withoutBytecode(built, target) : built;
  }

  /// The layer of system packages of the lock on a base.
  ///
  /// @param baseCache the bytes of the base's `/etc/ld.so.cache`; empty when it has none
  /// @throws ArchiveException when a package is nowhere to be found or not what it should be
  /// @throws UnpackException when packages cannot be unpacked or own the same path
  /// @throws IOException when a mirror cannot be reached or the work directory not be written
  /// @throws InterruptedException when interrupted
  public SystemPackages.Built system(LockedSet set, Content baseCache)
      throws ArchiveException, UnpackException, IOException, InterruptedException {
    Path directory = directory("system-" + set.architecture().id());
    return SystemPackages.build(
        load(directory, lock.packagesOf(set)), baseCache, set.architecture());
  }

  private static DebianBase.Built withoutBytecode(DebianBase.Built built, Architecture target) {
    List<BaseWarning> warnings = new ArrayList<>(built.warnings());
    warnings.add(new BaseWarning.NoInterpreter(target, built.facts().pythonVersion()));
    return new DebianBase.Built(built.layers(), built.facts(), warnings);
  }

  private DebianBase.Bytecode bytecode(Architecture target)
      throws ArchiveException, UnpackException, IOException, InterruptedException {
    if (!options.bytecode()) {
      return new DebianBase.Bytecode.Off();
    }
    if (options.runnable().contains(target)) {
      return new DebianBase.Bytecode.Own();
    }
    for (Architecture machine : options.runnable()) {
      for (Use use : List.of(Use.INTERPRETER, Use.BASE)) {
        Optional<LockedSet> set = lock.set(use, machine);
        if (set.isPresent() && python(set.get()).equals(pythonOf(target))) {
          return new DebianBase.Bytecode.By(interpreter(set.get()));
        }
      }
    }
    return new DebianBase.Bytecode.Off();
  }

  private String pythonOf(Architecture target) {
    return lock.set(Use.BASE, target).map(BaseBuilder::python).orElse("");
  }

  /// `X.Y.Z` of the interpreter in a set; bytecode of another one does not fit.
  private static String python(LockedSet set) {
    return set.packages().stream()
        .filter(id -> DebianBase.PYTHON.matcher(id.name()).matches())
        .map(id -> id.version().upstream())
        .findFirst()
        .orElse("");
  }

  private InterpreterProcess interpreter(LockedSet set)
      throws ArchiveException, UnpackException, IOException, InterruptedException {
    Path directory = directory("interpreter-" + set.architecture().id());
    Path root = Files.createDirectories(directory.resolve("root"));
    return DebianBase.interpreter(load(directory, lock.packagesOf(set)), set.architecture(), root);
  }

  private List<UnpackedPackage> load(Path directory, List<LockedPackage> packages)
      throws ArchiveException, UnpackException, IOException, InterruptedException {
    return new PackageLoader(reader, directory, options.processors())
        .load(packages, options.drops());
  }

  private Path directory(String name) throws IOException {
    return Files.createDirectories(workDirectory.resolve(name));
  }
}

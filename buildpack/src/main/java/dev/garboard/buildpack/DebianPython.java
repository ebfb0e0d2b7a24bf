package dev.garboard.buildpack;

import dev.garboard.bytecode.Interpreter;
import dev.garboard.bytecode.UnpackedInterpreter;
import dev.garboard.debian.archive.AptSources;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.ArchiveReader;
import dev.garboard.debian.archive.Distribution;
import dev.garboard.debian.archive.HttpTransport;
import dev.garboard.debian.archive.Mirrors;
import dev.garboard.debian.archive.StoredPackages;
import dev.garboard.debian.base.BaseBuilder;
import dev.garboard.debian.base.BaseLocker;
import dev.garboard.debian.base.BaseResolver;
import dev.garboard.debian.base.DebianBase;
import dev.garboard.debian.base.PackageLoader;
import dev.garboard.debian.base.PortablePython;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockedPackage;
import dev.garboard.debian.lock.LockedSet;
import dev.garboard.debian.packages.ClosureException;
import dev.garboard.debian.unpack.DropRules;
import dev.garboard.debian.unpack.UnpackException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Debian's Python from signed packages: which packages, and what is made of them.
final class DebianPython {
  private static final Path APT = Path.of("/etc/apt");

  /// What starts an interpreter that imports nothing but itself.
  private static final Pattern MINIMAL =
      Pattern.compile("libc6|libgcc-s1|libexpat1|zlib1g|(lib)?python3\\.\\d+-minimal");

  private final Distribution distribution;
  private final String mirror;
  private final Workshop workshop;

  /// @param release such as `debian:13`
  /// @param mirror asked before all others; empty for none
  DebianPython(String release, String mirror, Workshop workshop) {
    this.distribution =
        Distribution.debian(release)
            .orElseThrow(() -> new IllegalArgumentException("unknown release: " + release));
    this.mirror = mirror;
    this.workshop = workshop;
  }

  /// The newest packages.
  BaseLock newest(Architecture target) throws ArchiveException, ClosureException, IOException {
    ArchiveReader reader = reader(mirrors());
    ArchiveReader.Trust trust =
        new ArchiveReader.Trust(distribution.keyring(), workshop.clock().instant(), false);
    return BaseLocker.lock(
            new BaseResolver(reader, trust),
            new BaseLocker.Request(
                distribution, List.of(target), machine(), PortablePython.SEEDS, List.of()),
            workshop.clock().instant())
        .lock();
  }

  /// Unpacks the packages of a lock, with the standard library's bytecode.
  DebianBase.Built unpack(BaseLock lock, Architecture target)
      throws ArchiveException, UnpackException, IOException, InterruptedException {
    BaseBuilder.Options options =
        new BaseBuilder.Options(DropRules.standard(), true, machine(), workshop.processors());
    LockedSet set =
        lock.set(LockedSet.Use.BASE, target)
            .orElseThrow(() -> new IllegalStateException("locked without " + target));
    return new BaseBuilder(pinned(lock), lock, options, workshop.subdirectory("python")).base(set);
  }

  /// An interpreter that compiles on this machine, of the same packages or of those that were
  /// locked for this machine; empty when this machine runs neither.
  ///
  /// @param version full version of the interpreter
  Optional<Interpreter> compiler(BaseLock lock, String version)
      throws ArchiveException, UnpackException, IOException, InterruptedException {
    for (Architecture machine : machine()) {
      for (LockedSet.Use use : List.of(LockedSet.Use.INTERPRETER, LockedSet.Use.BASE)) {
        Optional<LockedSet> set = lock.set(use, machine);
        if (set.isPresent()) {
          return start(lock, set.get(), version);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Interpreter> start(BaseLock lock, LockedSet set, String version)
      throws ArchiveException, UnpackException, IOException, InterruptedException {
    List<LockedPackage> minimal =
        lock.packagesOf(set).stream()
            .filter(locked -> MINIMAL.matcher(locked.id().name()).matches())
            .toList();
    Path root = workshop.subdirectory("compiler/root");
    PackageLoader loader =
        new PackageLoader(
            pinned(lock), workshop.subdirectory("compiler/packages"), workshop.processors());
    DebianBase.interpreter(loader.load(minimal, DropRules.standard()), set.architecture(), root);
    String minor = version.substring(0, version.lastIndexOf('.'));
    return UnpackedInterpreter.of(
        root, "/usr/bin/python" + minor, version, machineName(set.architecture()));
  }

  static String machineName(Architecture architecture) {
    return switch (architecture) {
      case AMD64 -> "x86_64";
      case ARM64 -> "aarch64";
    };
  }

  /// The architectures whose programs run here.
  private List<Architecture> machine() {
    return architecture(workshop.architecture()).stream().toList();
  }

  static Optional<Architecture> architecture(String name) {
    return java.util.Arrays.stream(Architecture.values())
        .filter(each -> each.id().equals(name))
        .findFirst();
  }

  private ArchiveReader pinned(BaseLock lock) throws IOException {
    return reader(mirrors().thenSnapshot(Distribution.DEBIAN_SNAPSHOT, lock.timestamp()));
  }

  private ArchiveReader reader(Mirrors mirrors) throws IOException {
    Path scratch = workshop.subdirectory("archive");
    return new ArchiveReader(
        new HttpTransport(workshop.client(), scratch),
        new StoredPackages(workshop.store()),
        mirrors,
        scratch);
  }

  private Mirrors mirrors() throws IOException {
    Mirrors usual =
        AptSources.mirrors(AptSources.read(APT), distribution).then(Mirrors.official(distribution));
    if (mirror.isEmpty()) {
      return usual;
    }
    URI root = URI.create(mirror.endsWith("/") ? mirror : mirror + "/");
    Map<String, List<URI>> named = new TreeMap<>();
    distribution.archives().keySet().forEach(archive -> named.put(archive, List.of(root)));
    return new Mirrors(named).then(usual);
  }
}

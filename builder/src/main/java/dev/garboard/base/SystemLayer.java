package dev.garboard.base;

import dev.garboard.content.Directories;
import dev.garboard.content.Hashing;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.Distribution;
import dev.garboard.debian.base.BaseBuilder;
import dev.garboard.debian.base.SystemPackages;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockedSet;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The system packages for one base: chosen, and fetched when their layer has to be made.
public final class SystemLayer {

  /// Raised whenever the bytes of the layer change for equal inputs.
  private static final int FORMAT = 1;

  private final DebianArchives archives;
  private final Distribution distribution;
  private final BaseLock lock;
  private final LockedSet set;
  private final BaseSystem base;

  SystemLayer(
      DebianArchives archives,
      Distribution distribution,
      BaseLock lock,
      LockedSet set,
      BaseSystem base) {
    this.archives = archives;
    this.distribution = distribution;
    this.lock = lock;
    this.set = set;
    this.base = base;
  }

  /// What the packages are the closure of.
  public List<String> requested() {
    return set.requested();
  }

  /// The packages, by name.
  public List<PackageId> packages() {
    return set.packages();
  }

  /// The size of the packages' files in bytes.
  public long size() {
    return lock.packagesOf(set).stream().mapToLong(each -> each.file().size()).sum();
  }

  /// All that can change a byte of the layer, and nothing else.
  ///
  /// @throws IOException when the base's loader cache cannot be read
  public Map<String, Object> keyInputs() throws IOException {
    return Map.of(
        "format", FORMAT,
        "architecture", set.architecture().id(),
        "packages", DebianArchives.inputs(lock, set),
        "rules", archives.settings().rules().rules().toString(),
        "loader-cache", Hashing.sha256(base.loaderCache()).toString());
  }

  /// Fetches and unpacks the packages.
  ///
  /// @throws ArchiveException when a package is nowhere to be found or not what it should be
  /// @throws UnpackException when packages cannot be unpacked or own the same path
  public Unpacked unpack()
      throws ArchiveException, UnpackException, IOException, InterruptedException {
    DebianSettings settings = archives.settings();
    Path scratch = archives.scratch();
    boolean done = false;
    try {
      SystemPackages.Built built =
          new BaseBuilder(
                  archives.reader(distribution, lock, scratch),
                  lock,
                  new BaseBuilder.Options(
                      settings.rules(), false, settings.machine(), settings.processors()),
                  Files.createDirectory(scratch.resolve("unpacked")))
              .system(set, base.loaderCache());
      built.warnings().forEach(archives.notice()::warning);
      done = true;
      return new Unpacked(built.tree(), scratch);
    } finally {
      if (!done) {
        Directories.delete(scratch);
      }
    }
  }

  /// The files of the layer, until it is closed.
  public record Unpacked(FileTree tree, Path directory) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      Directories.delete(directory);
    }
  }
}

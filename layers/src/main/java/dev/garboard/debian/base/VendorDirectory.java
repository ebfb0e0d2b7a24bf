package dev.garboard.debian.base;

import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.ArchiveReader;
import dev.garboard.debian.archive.Mirrors;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockedPackage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A directory that holds every package of a lock as a mirror would, for builds without a network.
public final class VendorDirectory {

  private VendorDirectory() {}

  /// Copies packages of a lock to `directory/ARCHIVE/PATH`.
  ///
  /// @throws ArchiveException when a package is nowhere to be found or not what it should be
  /// @throws IOException when a mirror cannot be reached or the directory not be written
  public static void write(ArchiveReader reader, List<LockedPackage> packages, Path directory)
      throws ArchiveException, IOException {
    for (LockedPackage each : packages) {
      Path file = directory.resolve(each.file().archive()).resolve(each.file().path());
      Files.createDirectories(file.getParent());
      Files.copy(
          reader.packageFile(each.id(), each.file()), file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// The directory as a mirror of the lock's archives; the transport must know `file` addresses.
  public static Mirrors mirrors(BaseLock lock, Path directory) {
    Map<String, List<URI>> roots = new TreeMap<>();
    for (LockedPackage each : lock.packages()) {
      String archive = each.file().archive();
      String root = directory.resolve(archive).toUri().toString();
      roots.put(archive, List.of(URI.create(root.endsWith("/") ? root : root + "/")));
    }
    return new Mirrors(roots);
  }
}

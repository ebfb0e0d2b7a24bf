package dev.garboard.debian.base;

import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.ArchiveReader;
import dev.garboard.debian.lock.LockedPackage;
import dev.garboard.debian.unpack.DebReader;
import dev.garboard.debian.unpack.DropRules;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.debian.unpack.UnpackedPackage;
import dev.garboard.parallel.Parallel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Fetches and unpacks packages, several at a time. Contents are spooled to the work directory,
/// which must outlive the trees.
public final class PackageLoader {

  private static final int DOWNLOADS = 16;

  private final ArchiveReader reader;
  private final Path workDirectory;
  private final int processors;

  /// Unpacks as many packages at a time as there are `processors`.
  public PackageLoader(ArchiveReader reader, Path workDirectory, int processors) {
    this.reader = reader;
    this.workDirectory = workDirectory;
    this.processors = processors;
  }

  /// The packages in the order given, without what the rules drop.
  ///
  /// @throws ArchiveException when a package is nowhere to be found or not what it should be
  /// @throws UnpackException when a package cannot be unpacked
  /// @throws IOException when a mirror cannot be reached or the work directory not be written
  /// @throws InterruptedException when interrupted
  public List<UnpackedPackage> load(List<LockedPackage> packages, DropRules rules)
      throws ArchiveException, UnpackException, IOException, InterruptedException {
    try {
      List<Path> files =
          Parallel.map(packages, DOWNLOADS, each -> reader.packageFile(each.id(), each.file()));
      List<Integer> numbers = IntStream.range(0, files.size()).boxed().toList();
      return Parallel.compute(
          numbers,
          processors,
          number -> {
            UnpackedPackage unpacked =
                new DebReader(workDirectory).read(packages.get(number).id(), files.get(number));
            return unpacked.withTree(rules.apply(unpacked.tree()));
          });
    } catch (Parallel.TaskFailedException e) {
      e.rethrowIf(ArchiveException.class);
      e.rethrowIf(UnpackException.class);
      e.rethrowIf(IOException.class);
      e.rethrowIf(RuntimeException.class);
      throw new IllegalStateException(e);
    }
  }
}

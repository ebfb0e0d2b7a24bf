package dev.garboard.environment;

import dev.garboard.content.Directories;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Removes distributions by their RECORD, and bytecode of what was removed; nothing else. RECORD
/// goes last: whoever is cut short can begin again.
final class DistributionRemover {

  private final EnvironmentPaths paths;

  DistributionRemover(EnvironmentPaths paths) {
    this.paths = paths;
  }

  /// Removes one.
  void remove(InstalledDistribution distribution) throws IOException {
    Path distInfo = paths.sitePackages().resolve(distribution.directory());
    Path record = distInfo.resolve("RECORD");
    Set<Path> emptied = new TreeSet<>(Comparator.reverseOrder());
    for (Path file : distribution.files()) {
      // A RECORD is data: nothing outside the environment is taken from it.
      if (!isInside(file) || file.equals(record)) {
        continue;
      }
      delete(file);
      collectParents(file, emptied);
      if (file.toString().endsWith(".py")) {
        removeBytecode(file, emptied);
      }
    }
    removeEmpty(emptied);
    Directories.deleteIfExists(distInfo);
  }

  private boolean isInside(Path file) {
    return file.startsWith(paths.sitePackages())
        || file.startsWith(paths.prefix())
        || file.startsWith(paths.scripts())
        || file.startsWith(paths.include());
  }

  private static void delete(Path file) throws IOException {
    if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(file);
    }
  }

  private static void removeBytecode(Path source, Set<Path> emptied) throws IOException {
    Path cache = source.resolveSibling("__pycache__");
    String stem = source.getFileName().toString().replaceFirst("\\.py$", "") + ".";
    if (!Files.isDirectory(cache, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var children = Files.newDirectoryStream(cache)) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        if (name.startsWith(stem) && name.endsWith(".pyc")) {
          Files.deleteIfExists(child);
        }
      }
    }
    emptied.add(cache);
  }

  /// The directories that may be empty now, below those that stay in any case.
  private void collectParents(Path file, Set<Path> emptied) {
    Set<Path> kept =
        new LinkedHashSet<>(
            List.of(paths.sitePackages(), paths.prefix(), paths.scripts(), paths.include()));
    for (Path at = file.getParent(); at != null && !kept.contains(at); at = at.getParent()) {
      if (!emptied.add(at)) {
        return;
      }
    }
  }

  /// Deepest first.
  private static void removeEmpty(Set<Path> directories) throws IOException {
    for (Path directory : directories) {
      try {
        Files.deleteIfExists(directory);
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        // Others have files there.
      }
    }
  }
}

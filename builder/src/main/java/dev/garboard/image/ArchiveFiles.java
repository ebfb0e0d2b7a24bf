package dev.garboard.image;

import dev.garboard.content.Content;
import dev.garboard.content.FileRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/// An image layout in a tar: read once for its headers, then each file by its offset.
final class ArchiveFiles implements LayoutFiles {

  private final Path archive;
  private final Map<String, Range> ranges;

  private ArchiveFiles(Path archive, Map<String, Range> ranges) {
    this.archive = archive;
    this.ranges = Collections.unmodifiableMap(ranges);
  }

  private record Range(long offset, long size) {}

  /// Indexes an archive.
  ///
  /// @throws IOException when the file cannot be read or is no tar
  static ArchiveFiles open(Path archive) throws IOException {
    Map<String, Range> ranges = new HashMap<>();
    try (TarFile tar = new TarFile(archive, "UTF-8")) {
      for (TarArchiveEntry entry : tar.getEntries()) {
        if (entry.isFile() && !entry.isSparse()) {
          ranges.put(plain(entry.getName()), new Range(entry.getDataOffset(), entry.getSize()));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(archive + ": " + e.getMessage(), e);
    }
    return new ArchiveFiles(archive, ranges);
  }

  private static String plain(String name) {
    return name.startsWith("./") ? name.substring(2) : name;
  }

  @Override
  public Optional<Content> file(String path) {
    return Optional.ofNullable(ranges.get(path))
        .map(range -> new FileRange(archive, range.offset, range.size));
  }
}

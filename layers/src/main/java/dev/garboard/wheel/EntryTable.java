package dev.garboard.wheel;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Gathers an archive's entries by the path they mean.
final class EntryTable {

  private final ZipBytes bytes;
  private final SortedMap<String, WheelEntry> files = new TreeMap<>();
  private final Set<String> directories = new HashSet<>();
  private final List<WheelWarning> warnings = new ArrayList<>();

  EntryTable(ZipBytes bytes) {
    this.bytes = bytes;
  }

  void add(ZipLayout.Located located) throws IOException, ZipFaultException {
    ZipHeader header = located.header();
    Optional<String> path = ZipNames.path(header.name());
    if (path.isEmpty()) {
      warnings.add(new WheelWarning.SkippedEntry(header.name()));
      return;
    }
    if (header.isDirectory()) {
      if (header.facts().size() != 0) {
        throw ZipFaultException.of(ArchiveFault.BAD_SIZE, header.name(), "directory");
      }
      addDirectory(path.get());
      return;
    }
    addFile(path.get(), located);
  }

  private void addFile(String path, ZipLayout.Located located)
      throws IOException, ZipFaultException {
    ZipHeader header = located.header();
    if (path.isEmpty()) {
      throw ZipFaultException.of(ArchiveFault.BAD_NAME, header.name());
    }
    WheelEntry entry = new WheelEntry(path, header.isExecutable(), EntryContent.of(bytes, located));
    WheelEntry earlier = files.putIfAbsent(path, entry);
    if (earlier != null) {
      if (!sameBytes(earlier, entry)) {
        throw ZipFaultException.of(ArchiveFault.DUPLICATE_ENTRY, header.name());
      }
      warnings.add(new WheelWarning.RepeatedEntry(header.name()));
    }
    if (header.isSymlink()) {
      warnings.add(new WheelWarning.SymlinkEntry(header.name()));
    }
    int slash = path.lastIndexOf('/');
    if (slash > 0) {
      addDirectory(path.substring(0, slash));
    }
  }

  private void addDirectory(String path) {
    for (String at = path; !at.isEmpty() && directories.add(at); ) {
      int slash = at.lastIndexOf('/');
      at = slash < 0 ? "" : at.substring(0, slash);
    }
  }

  private static boolean sameBytes(WheelEntry first, WheelEntry second) throws IOException {
    if (first.content().size() != second.content().size()
        || first.executable() != second.executable()) {
      return false;
    }
    byte[] left = new byte[1 << 14];
    byte[] right = new byte[1 << 14];
    try (InputStream a = first.content().open();
        InputStream b = second.content().open()) {
      int n;
      do {
        n = a.readNBytes(left, 0, left.length);
        int m = b.readNBytes(right, 0, right.length);
        if (!Arrays.equals(left, 0, n, right, 0, m)) {
          return false;
        }
      } while (n == left.length);
      return true;
    }
  }

  /// The files by path.
  SortedMap<String, WheelEntry> files() throws ZipFaultException {
    for (String path : files.keySet()) {
      if (directories.contains(path)) {
        throw ZipFaultException.of(ArchiveFault.FILE_AND_DIRECTORY, path);
      }
    }
    return files;
  }

  List<WheelWarning> warnings() {
    return warnings;
  }
}

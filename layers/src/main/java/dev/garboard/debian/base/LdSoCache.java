package dev.garboard.debian.base;

import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.base.LibraryScan.Library;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;

/// Writes `/etc/ld.so.cache` in the format that glibc 2.32 introduced: header, entries in the
/// loader's order, strings with shared tails, extensions.
///
/// The instruction-set level that a library in a `glibc-hwcaps` directory may ask for in its notes
/// is not recorded: the directory's name says it already.
final class LdSoCache {

  private static final String MAGIC = "glibc-ld.so.cache1.1";
  private static final int HEADER_SIZE = 48;
  private static final int ENTRY_SIZE = 24;
  private static final int LITTLE_ENDIAN_FLAG = 2;
  private static final int EXTENSION_MAGIC = 0xeaa42174;
  private static final int GENERATOR_TAG = 0;
  private static final int CAPABILITIES_TAG = 1;
  private static final long CAPABILITY_FLAG = 1L << 62;

  private static final Comparator<Library> ORDER =
      ((Comparator<Library>) (a, b) -> LibraryName.compare(b.soname(), a.soname()))
          .thenComparing(library -> library.capability().isEmpty())
          .thenComparing(Library::capability);

  private final List<Library> libraries;
  private final List<String> capabilities;
  private final int flags;
  private final Map<String, Integer> offsets = new HashMap<>();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();

  private LdSoCache(List<Library> found, Architecture architecture) {
    libraries = found.stream().sorted(ORDER).toList();
    TreeSet<String> names = new TreeSet<>();
    found.stream().map(Library::capability).filter(name -> !name.isEmpty()).forEach(names::add);
    capabilities = List.copyOf(names);
    flags =
        switch (architecture) {
          case AMD64 -> 0x0303;
          case ARM64 -> 0x0a03;
        };
  }

  /// The cache of all libraries in the tree.
  ///
  /// @param generator the text by which `ldconfig` names itself
  static byte[] of(FileTree tree, Architecture architecture, String generator) throws IOException {
    return new LdSoCache(LibraryScan.scan(tree, architecture), architecture).write(generator);
  }

  /// The cache of a base, and of the libraries in a tree that is laid over it. Of libraries at one
  /// path there is one entry.
  static byte[] extend(byte[] base, FileTree tree, Architecture architecture) throws IOException {
    LdSoCacheReader read = LdSoCacheReader.read(base);
    SequencedMap<String, Library> byPath = new LinkedHashMap<>();
    read.libraries().forEach(library -> byPath.put(library.path(), library));
    FileTree.TreeWriter merged = FileTree.writer();
    tree.entries().forEach(merged::put);
    // The base's own; without it the loader's first directory would be another one.
    merged.put(UnixPath.of("lib"), TreeEntry.symlink("usr/lib"));
    merged.put(UnixPath.of("etc/ld.so.conf"), TreeEntry.text(LibraryScan.CONFIGURATION));
    for (Library library : LibraryScan.scan(merged.tree(), architecture)) {
      byPath.put(library.path(), library);
    }
    return new LdSoCache(List.copyOf(byPath.values()), architecture).write(read.generator());
  }

  private byte[] write(String generator) {
    writeStrings();
    int stringsStart = HEADER_SIZE + libraries.size() * ENTRY_SIZE;
    int extensionStart = (stringsStart + strings.size() + 3) / 4 * 4;
    byte[] name = generator.getBytes(StandardCharsets.UTF_8);
    int sections = capabilities.isEmpty() ? 1 : 2;
    int capabilitiesStart = extensionStart + 8 + sections * 16;
    int generatorStart = capabilitiesStart + capabilities.size() * 4;
    ByteBuffer out =
        ByteBuffer.allocate(generatorStart + name.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC.getBytes(StandardCharsets.US_ASCII));
    out.putInt(libraries.size()).putInt(strings.size());
    out.putInt(LITTLE_ENDIAN_FLAG).putInt(extensionStart);
    out.position(HEADER_SIZE);
    for (Library library : libraries) {
      out.putInt(flags).putInt(stringsStart + offset(library.soname()));
      out.putInt(stringsStart + offset(library.path())).putInt(0);
      out.putLong(capability(library));
    }
    out.put(strings.toByteArray()).position(extensionStart);
    out.putInt(EXTENSION_MAGIC).putInt(sections);
    out.putInt(GENERATOR_TAG).putInt(0).putInt(generatorStart).putInt(name.length);
    if (!capabilities.isEmpty()) {
      out.putInt(CAPABILITIES_TAG).putInt(0);
      out.putInt(capabilitiesStart).putInt(capabilities.size() * 4);
      capabilities.forEach(capability -> out.putInt(stringsStart + offset(capability)));
    }
    return out.put(name).array();
  }

  private long capability(Library library) {
    return library.capability().isEmpty()
        ? 0
        : CAPABILITY_FLAG | capabilities.indexOf(library.capability());
  }

  private int offset(String text) {
    return offsets.getOrDefault(text, 0);
  }

  /// Strings sorted by their reversal, backwards, so that each one that ends another follows it and
  /// needs no bytes of its own.
  private void writeStrings() {
    TreeSet<String> reversed = new TreeSet<>(Comparator.reverseOrder());
    List<String> texts = new ArrayList<>(capabilities);
    libraries.forEach(library -> {
      texts.add(library.soname());
      texts.add(library.path());
    });
    texts.forEach(text -> reversed.add(new StringBuilder(text).reverse().toString()));
    String previous = "";
    for (String backwards : reversed) {
      String text = new StringBuilder(backwards).reverse().toString();
      if (!previous.isEmpty() && previous.endsWith(text)) {
        offsets.put(text, strings.size() - 1 - text.length());
      } else {
        offsets.put(text, strings.size());
        strings.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        strings.write(0);
        previous = text;
      }
    }
  }
}

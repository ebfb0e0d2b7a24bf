package dev.garboard.elf;

import dev.garboard.content.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads the dynamic section of ELF files. Only the stretches that are needed are read, as far as
/// possible in one pass: content out of an archive is inflated from the start each time it is
/// opened.
public final class ElfReader implements AutoCloseable {

  private static final int HEADER_SIZE = 64;
  private static final int PROGRAM_HEADER_SIZE = 56;
  private static final int DYNAMIC_ENTRY_SIZE = 16;
  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;

  /// No dynamic section or string table of a sane file is larger.
  private static final int STRETCH_LIMIT = 32 << 20;

  private static final int VERSION_TABLE_LIMIT = 256 << 10;

  private final Content content;
  private final List<Segment> loads = new ArrayList<>();
  private final List<Segment> dynamics = new ArrayList<>();
  private InputStream in = InputStream.nullInputStream();
  private byte[] last = new byte[0];
  private long start = Long.MAX_VALUE;

  private record Segment(long offset, long address, long size) {}

  private ElfReader(Content content) {
    this.content = content;
  }

  /// The file's dynamic section, or nothing when it is not a 64-bit little-endian ELF file, or is
  /// damaged. A file without a dynamic section has neither names nor versions.
  ///
  /// @throws IOException when the content cannot be read
  public static Optional<ElfFile> read(Content content) throws IOException {
    if (content.size() < HEADER_SIZE) {
      return Optional.empty();
    }
    try (ElfReader reader = new ElfReader(content)) {
      return reader.file();
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException _) {
      return Optional.empty();
    }
  }

  private Optional<ElfFile> file() throws IOException {
    ByteBuffer header = stretch(0, HEADER_SIZE);
    boolean elf64 = header.getInt(0) == 0x464c457f && header.get(4) == 2 && header.get(5) == 1;
    if (!elf64) {
      return Optional.empty();
    }
    int type = Short.toUnsignedInt(header.getShort(16));
    int machine = Short.toUnsignedInt(header.getShort(18));
    readSegments(header.getLong(32), Short.toUnsignedInt(header.getShort(56)));
    if (dynamics.isEmpty()) {
      return Optional.of(
          new ElfFile(machine, type, "", List.of(), "", new LinkedHashMap<>(), List.of()));
    }
    Dynamic dynamic = dynamic(dynamics.getFirst());
    Tables tables = tables(dynamic);
    ByteBuffer strings = tables.strings;
    return Optional.of(
        new ElfFile(
            machine,
            type,
            dynamic.soname < 0 ? "" : string(strings, dynamic.soname),
            dynamic.needed.stream().map(offset -> string(strings, offset)).toList(),
            dynamic.runPath < 0 ? "" : string(strings, dynamic.runPath),
            versions(dynamic, tables.needs, strings),
            defined(dynamic, tables.definitions, strings)));
  }

  private record Tables(ByteBuffer strings, ByteBuffer needs, ByteBuffer definitions) {}

  /// What lies ahead first, then from the start what lies behind.
  private Tables tables(Dynamic dynamic) throws IOException {
    Range strings = new Range(offsetOf(dynamic.stringTable), dynamic.stringTableSize);
    Range needs = versionTable(dynamic.versionNeeds, dynamic.versionNeedCount);
    Range definitions = versionTable(dynamic.definitions, dynamic.definitionCount);
    long here = start;
    Map<Range, ByteBuffer> read = new HashMap<>();
    List<Range> order = new ArrayList<>(List.of(strings, needs, definitions));
    order.sort(
        Comparator.comparing((Range range) -> range.offset < here)
            .thenComparingLong(Range::offset)
            .thenComparingLong(Range::size));
    for (Range range : order) {
      read.put(range, stretch(range.offset, range.size));
    }
    return new Tables(
        Objects.requireNonNull(read.get(strings)),
        Objects.requireNonNull(read.get(needs)),
        Objects.requireNonNull(read.get(definitions)));
  }

  private record Range(long offset, long size) {}

  /// Its size is not in the file: as much as any has.
  private Range versionTable(long address, long count) {
    if (count == 0) {
      return new Range(0, 0);
    }
    long start = offsetOf(address);
    return new Range(start, Math.min(VERSION_TABLE_LIMIT, content.size() - start));
  }

  private void readSegments(long offset, int count) throws IOException {
    ByteBuffer table = stretch(offset, (long) count * PROGRAM_HEADER_SIZE);
    for (int at = 0; at < table.limit(); at += PROGRAM_HEADER_SIZE) {
      Segment segment =
          new Segment(table.getLong(at + 8), table.getLong(at + 16), table.getLong(at + 32));
      switch (table.getInt(at)) {
        case LOAD -> loads.add(segment);
        case DYNAMIC -> dynamics.add(segment);
        default -> {}
      }
    }
  }

  private static final class Dynamic {
    private final List<Long> needed = new ArrayList<>();
    private long soname = -1;
    private long runPath = -1;
    private long stringTable;
    private long stringTableSize;
    private long versionNeeds;
    private long versionNeedCount;
    private long definitions;
    private long definitionCount;
  }

  private Dynamic dynamic(Segment segment) throws IOException {
    ByteBuffer entries = stretch(segment.offset(), segment.size());
    Dynamic dynamic = new Dynamic();
    for (int at = 0; at + DYNAMIC_ENTRY_SIZE <= entries.limit(); at += DYNAMIC_ENTRY_SIZE) {
      long value = entries.getLong(at + 8);
      switch ((int) entries.getLong(at)) {
        case 0 -> {
          return dynamic;
        }
        case 1 -> dynamic.needed.add(value);
        case 5 -> dynamic.stringTable = value;
        case 10 -> dynamic.stringTableSize = value;
        case 14 -> dynamic.soname = value;
        case 15 -> dynamic.runPath = dynamic.runPath < 0 ? value : dynamic.runPath;
        case 29 -> dynamic.runPath = value;
        case 0x6ffffffc -> dynamic.definitions = value;
        case 0x6ffffffd -> dynamic.definitionCount = value;
        case 0x6ffffffe -> dynamic.versionNeeds = value;
        case 0x6fffffff -> dynamic.versionNeedCount = value;
        default -> {}
      }
    }
    return dynamic;
  }

  private static SequencedMap<String, List<String>> versions(
      Dynamic dynamic, ByteBuffer needs, ByteBuffer strings) {
    SequencedMap<String, List<String>> versions = new LinkedHashMap<>();
    int at = 0;
    for (long i = 0; i < dynamic.versionNeedCount; i++) {
      List<String> names = new ArrayList<>();
      int auxiliary = at + needs.getInt(at + 8);
      for (int j = Short.toUnsignedInt(needs.getShort(at + 2)); j > 0; j--) {
        names.add(string(strings, needs.getInt(auxiliary + 8)));
        auxiliary += needs.getInt(auxiliary + 12);
      }
      versions.put(string(strings, needs.getInt(at + 4)), List.copyOf(names));
      int next = needs.getInt(at + 12);
      if (next <= 0) {
        break;
      }
      at += next;
    }
    return versions;
  }

  private static List<String> defined(Dynamic dynamic, ByteBuffer definitions, ByteBuffer strings) {
    List<String> names = new ArrayList<>();
    int at = 0;
    for (long i = 0; i < dynamic.definitionCount; i++) {
      boolean ofTheFile = (definitions.getShort(at + 2) & 1) != 0;
      if (!ofTheFile) {
        names.add(string(strings, definitions.getInt(at + definitions.getInt(at + 12))));
      }
      int next = definitions.getInt(at + 16);
      if (next <= 0) {
        break;
      }
      at += next;
    }
    return names;
  }

  /// Where the byte at a virtual address lies in the file.
  private long offsetOf(long address) {
    for (Segment load : loads) {
      if (address >= load.address() && address < load.address() + load.size()) {
        return address - load.address() + load.offset();
      }
    }
    throw new IllegalArgumentException("address outside of the file");
  }

  private static String string(ByteBuffer strings, long offset) {
    int start = Math.toIntExact(offset);
    int end = start;
    while (strings.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - start];
    strings.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private ByteBuffer stretch(long offset, long size) throws IOException {
    if (offset < 0 || size < 0 || size > STRETCH_LIMIT || offset + size > content.size()) {
      throw new IllegalArgumentException("stretch outside of the file");
    }
    if (size == 0) {
      return ByteBuffer.allocate(0);
    }
    if (offset < start) {
      in.close();
      in = content.open();
      last = new byte[0];
      start = 0;
    }
    // The stream stands where the last stretch ended.
    int kept = (int) Math.clamp(start + last.length - offset, 0, size);
    in.skipNBytes(Math.max(0, offset - start - last.length));
    byte[] bytes = new byte[(int) size];
    System.arraycopy(last, (int) Math.min(offset - start, last.length), bytes, 0, kept);
    in.readNBytes(bytes, kept, bytes.length - kept);
    if (offset + size >= start + last.length) {
      last = bytes;
      start = offset;
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

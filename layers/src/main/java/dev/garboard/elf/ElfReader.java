package dev.garboard.elf;

import dev.garboard.content.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Reads the dynamic section of an ELF file. Anything that is not a dynamically linked 64-bit
/// little-endian ELF file has no needs as far as this reader can tell.
public final class ElfReader {

  private static final int LARGEST_TABLE = 16 << 20;

  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;

  private static final long DT_NEEDED = 1;
  private static final long DT_STRTAB = 5;
  private static final long DT_STRSZ = 10;
  private static final long DT_SONAME = 14;
  private static final long DT_RPATH = 15;
  private static final long DT_RUNPATH = 29;
  private static final long DT_VERDEF = 0x6ffffffcL;
  private static final long DT_VERDEFNUM = 0x6ffffffdL;
  private static final long DT_VERNEED = 0x6ffffffeL;
  private static final long DT_VERNEEDNUM = 0x6fffffffL;

  private final ElfBytes bytes;
  private final List<long[]> segments = new ArrayList<>();
  private long dynamicOffset;
  private long dynamicSize;

  private ElfReader(ElfBytes bytes) {
    this.bytes = bytes;
  }

  /// Whether these first bytes of a file are those of an ELF file.
  public static boolean isElf(byte[] start) {
    return start.length >= 4
        && start[0] == 0x7f
        && start[1] == 'E'
        && start[2] == 'L'
        && start[3] == 'F';
  }

  /// The facts of a file; empty when it is not a dynamic ELF file, or a damaged one.
  ///
  /// @throws IOException when the content cannot be read
  public static Optional<SharedObject> read(Content content) throws IOException {
    try {
      return new ElfReader(new ElfBytes(content)).read();
    } catch (DamagedElfException e) {
      return Optional.empty();
    }
  }

  private Optional<SharedObject> read() throws IOException, DamagedElfException {
    ElfBytes.Window header = bytes.window(0, 64);
    boolean wide = header.u8(4) == 2 && header.u8(5) == 1;
    if (!wide || header.u32(0) != 0x464c457fL) {
      return Optional.empty();
    }
    readSegments(header);
    if (dynamicSize == 0) {
      return Optional.empty();
    }
    return Optional.of(readDynamic(header.u16(18)));
  }

  private void readSegments(ElfBytes.Window header) throws IOException, DamagedElfException {
    int size = header.u16(54);
    int count = header.u16(56);
    ElfBytes.Window table = bytes.window(header.u64(32), checked((long) size * count));
    for (int i = 0; i < count; i++) {
      int at = i * size;
      long type = table.u32(at);
      if (type == PT_LOAD) {
        segments.add(new long[] {table.u64(at + 16), table.u64(at + 8), table.u64(at + 32)});
      } else if (type == PT_DYNAMIC) {
        dynamicOffset = table.u64(at + 8);
        dynamicSize = table.u64(at + 32);
      }
    }
  }

  private SharedObject readDynamic(int machine) throws IOException, DamagedElfException {
    ElfBytes.Window dynamic = bytes.window(dynamicOffset, checked(dynamicSize));
    long textAddress = value(dynamic, DT_STRTAB);
    ElfBytes.Window text = bytes.window(offset(textAddress), checked(value(dynamic, DT_STRSZ)));
    List<String> runpath = names(dynamic, text, DT_RUNPATH);
    List<String> path = runpath.isEmpty() ? names(dynamic, text, DT_RPATH) : runpath;
    List<String> soname = names(dynamic, text, DT_SONAME);
    TreeSet<String> required = new TreeSet<>();
    TreeSet<String> provided = new TreeSet<>();
    if (value(dynamic, DT_VERNEED) != 0) {
      long room = versionRoom(value(dynamic, DT_VERNEED));
      readRequired(
          bytes.window(offset(value(dynamic, DT_VERNEED)), checked(room)),
          text,
          value(dynamic, DT_VERNEEDNUM),
          required);
    }
    if (value(dynamic, DT_VERDEF) != 0) {
      long room = versionRoom(value(dynamic, DT_VERDEF));
      readProvided(
          bytes.window(offset(value(dynamic, DT_VERDEF)), checked(room)),
          text,
          value(dynamic, DT_VERDEFNUM),
          provided);
    }
    return new SharedObject(
        machine,
        soname.isEmpty() ? "" : soname.getFirst(),
        names(dynamic, text, DT_NEEDED),
        path.isEmpty() ? List.of() : List.of(path.getFirst().split(":", -1)),
        required,
        provided);
  }

  /// The tables do not say how long they are; the segment that holds them ends them.
  private long versionRoom(long address) throws DamagedElfException {
    for (long[] segment : segments) {
      if (address >= segment[0] && address < segment[0] + segment[2]) {
        return Math.min(segment[0] + segment[2] - address, 1 << 20);
      }
    }
    throw new DamagedElfException();
  }

  private static void readRequired(
      ElfBytes.Window table, ElfBytes.Window text, long count, SortedSet<String> required)
      throws DamagedElfException {
    int at = 0;
    for (long i = 0; i < count; i++) {
      String library = text.text(table.u32(at + 4));
      int aux = at + table.i32(at + 8);
      for (int left = table.u16(at + 2); left > 0; left--) {
        required.add(library + " " + text.text(table.u32(aux + 8)));
        aux += table.i32(aux + 12);
      }
      at += table.i32(at + 12);
    }
  }

  private static void readProvided(
      ElfBytes.Window table, ElfBytes.Window text, long count, SortedSet<String> provided)
      throws DamagedElfException {
    int at = 0;
    for (long i = 0; i < count; i++) {
      provided.add(text.text(table.u32(at + table.i32(at + 12))));
      at += table.i32(at + 16);
    }
  }

  private static long value(ElfBytes.Window dynamic, long tag) throws DamagedElfException {
    for (int at = 0; at + 16 <= dynamic.size() && dynamic.u64(at) != 0; at += 16) {
      if (dynamic.u64(at) == tag) {
        return dynamic.u64(at + 8);
      }
    }
    return 0;
  }

  private static List<String> names(ElfBytes.Window dynamic, ElfBytes.Window text, long tag)
      throws DamagedElfException {
    List<String> names = new ArrayList<>();
    for (int at = 0; at + 16 <= dynamic.size() && dynamic.u64(at) != 0; at += 16) {
      if (dynamic.u64(at) == tag) {
        names.add(text.text(dynamic.u64(at + 8)));
      }
    }
    return names;
  }

  private long offset(long address) throws DamagedElfException {
    for (long[] segment : segments) {
      if (address >= segment[0] && address < segment[0] + segment[2]) {
        return address - segment[0] + segment[1];
      }
    }
    throw new DamagedElfException();
  }

  private static int checked(long size) throws DamagedElfException {
    if (size < 0 || size > LARGEST_TABLE) {
      throw new DamagedElfException();
    }
    return (int) size;
  }

  /// A table that lies outside the file or does not end.
  static final class DamagedElfException extends Exception {
    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}

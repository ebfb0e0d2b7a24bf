package dev.garboard.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a program start through another dynamic loader, look for libraries in another directory
/// first and load one more of them, wherever it lies and whatever the system around it has.
///
/// Nothing is moved. The texts go into the gap that the linker leaves after a segment so that the
/// next one starts on a page; the segment grows over them. The search path and the need become two
/// of the spare entries that the linker leaves in the dynamic section. The path is a `DT_RPATH`,
/// since that of a program also counts for what its libraries need, and comes before
/// `LD_LIBRARY_PATH`.
public final class ElfRelocation {
  private static final int HEADER_SIZE = 64;
  private static final int PROGRAM_HEADER_SIZE = 56;
  private static final int DYNAMIC_ENTRY_SIZE = 16;
  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int INTERPRETER = 3;
  private static final long NULL = 0;
  private static final long NEEDED = 1;
  private static final long STRING_TABLE = 5;
  private static final long STRING_TABLE_SIZE = 10;
  private static final long RPATH = 15;
  private static final long RUNPATH = 29;
  private final ByteBuffer file;

  /// @param at where its program header lies in the file
  private record Segment(int at, int type, long offset, long address, long size) {}

  private ElfRelocation(byte[] bytes) {
    this.file = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The relocated program; empty when the file is not a 64-bit little-endian ELF program with a
  /// dynamic loader, or has no room.
  ///
  /// @param loader absolute path of the dynamic loader
  /// @param libraryPath absolute directory that is searched before all others
  /// @param needed name of the library that is loaded after all others that the program needs
  public static Optional<byte[]> apply(
      byte[] program, String loader, String libraryPath, String needed) {
    try {
      return new ElfRelocation(program).relocate(loader, libraryPath, needed);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException _) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> relocate(String loader, String libraryPath, String needed) {
    boolean elf64 =
        file.limit() >= HEADER_SIZE
            && file.getInt(0) == 0x464c457f
            && file.get(4) == 2
            && file.get(5) == 1;
    if (!elf64) {
      return Optional.empty();
    }
    List<Segment> segments = segments();
    Optional<Segment> interpreter = first(segments, INTERPRETER);
    Optional<Segment> dynamic = first(segments, DYNAMIC);
    byte[] first = zeroTerminated(loader);
    byte[] second = zeroTerminated(libraryPath);
    byte[] third = zeroTerminated(needed);
    int length = first.length + second.length + third.length;
    Optional<Segment> host = withRoom(segments, length);
    if (interpreter.isEmpty() || dynamic.isEmpty() || host.isEmpty()) {
      return Optional.empty();
    }
    long offset = host.get().offset() + host.get().size();
    long address = host.get().address() + host.get().size();
    file.position(Math.toIntExact(offset)).put(first).put(second).put(third);
    long grown = host.get().size() + length;
    file.putLong(host.get().at() + 32, grown).putLong(host.get().at() + 40, grown);
    point(interpreter.get(), offset, address, first.length);
    long path = address + first.length;
    long name = path + second.length;
    return extend(dynamic.get(), path, name, third.length)
        ? Optional.of(file.array())
        : Optional.empty();
  }

  private List<Segment> segments() {
    int start = Math.toIntExact(file.getLong(32));
    int count = Short.toUnsignedInt(file.getShort(56));
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = start + i * PROGRAM_HEADER_SIZE;
      segments.add(
          new Segment(
              at,
              file.getInt(at),
              file.getLong(at + 8),
              file.getLong(at + 16),
              file.getLong(at + 32)));
    }
    return segments;
  }

  private static Optional<Segment> first(List<Segment> segments, int type) {
    return segments.stream().filter(segment -> segment.type() == type).findFirst();
  }

  /// A loaded segment whose bytes are all in the file, with a gap of zeros behind it.
  private Optional<Segment> withRoom(List<Segment> segments, int length) {
    for (Segment segment : segments) {
      long end = segment.offset() + segment.size();
      boolean whole = segment.type() == LOAD && file.getLong(segment.at() + 40) == segment.size();
      if (whole && isFree(segments, end, segment.address() + segment.size(), length)) {
        return Optional.of(segment);
      }
    }
    return Optional.empty();
  }

  private boolean isFree(List<Segment> segments, long offset, long address, int length) {
    for (Segment other : segments) {
      boolean inFile = other.offset() < offset + length && other.offset() + other.size() > offset;
      boolean inMemory =
          other.type() == LOAD
              && other.address() < address + length
              && other.address() + other.size() > address;
      if (other.size() > 0 && (inFile || inMemory)) {
        return false;
      }
    }
    for (int i = 0; i < length; i++) {
      if (file.get(Math.toIntExact(offset) + i) != 0) {
        return false;
      }
    }
    return true;
  }

  private void point(Segment segment, long offset, long address, int size) {
    int at = segment.at();
    file.putLong(at + 8, offset).putLong(at + 16, address).putLong(at + 24, address);
    file.putLong(at + 32, size).putLong(at + 40, size);
  }

  /// @param path address of the search path
  /// @param name address of the needed library's name, behind the path
  private boolean extend(Segment dynamic, long path, long name, int length) {
    int start = Math.toIntExact(dynamic.offset());
    int end = start + Math.toIntExact(dynamic.size());
    long strings = 0;
    int size = -1;
    int spare = -1;
    for (int at = start; at + DYNAMIC_ENTRY_SIZE <= end && spare < 0; at += DYNAMIC_ENTRY_SIZE) {
      long tag = file.getLong(at);
      if (tag == RPATH || tag == RUNPATH) {
        return false;
      } else if (tag == STRING_TABLE) {
        strings = file.getLong(at + 8);
      } else if (tag == STRING_TABLE_SIZE) {
        size = at + 8;
      } else if (tag == NULL) {
        spare = at;
      }
    }
    // Another null entry must end the section behind the two that are taken.
    boolean room = spare >= 0 && spare + 3 * DYNAMIC_ENTRY_SIZE <= end && path >= strings;
    if (!room
        || size < 0
        || file.getLong(spare + DYNAMIC_ENTRY_SIZE) != NULL
        || file.getLong(spare + 2 * DYNAMIC_ENTRY_SIZE) != NULL) {
      return false;
    }
    file.putLong(spare, RPATH).putLong(spare + 8, path - strings);
    int next = spare + DYNAMIC_ENTRY_SIZE;
    file.putLong(next, NEEDED).putLong(next + 8, name - strings);
    file.putLong(size, name - strings + length);
    return true;
  }

  private static byte[] zeroTerminated(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }
}

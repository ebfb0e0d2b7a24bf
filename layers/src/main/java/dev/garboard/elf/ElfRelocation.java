package dev.garboard.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a program start through another dynamic loader and look for libraries in another directory
/// first, wherever it lies and whatever the system around it has.
///
/// Nothing is moved. The two paths go into the gap that the linker leaves after a segment so that
/// the next one starts on a page; the segment grows over them. The search path becomes one of the
/// spare entries that the linker leaves in the dynamic section. It is a `DT_RPATH`, since that of a
/// program also counts for what its libraries need, and comes before `LD_LIBRARY_PATH`.
public final class ElfRelocation {
  private static final int HEADER_SIZE = 64;
  private static final int PROGRAM_HEADER_SIZE = 56;
  private static final int DYNAMIC_ENTRY_SIZE = 16;
  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int INTERPRETER = 3;
  private static final long NULL = 0;
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
  public static Optional<byte[]> apply(byte[] program, String loader, String libraryPath) {
    try {
      return new ElfRelocation(program).relocate(loader, libraryPath);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException _) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> relocate(String loader, String libraryPath) {
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
    Optional<Segment> host = withRoom(segments, first.length + second.length);
    if (interpreter.isEmpty() || dynamic.isEmpty() || host.isEmpty()) {
      return Optional.empty();
    }
    long offset = host.get().offset() + host.get().size();
    long address = host.get().address() + host.get().size();
    file.put(Math.toIntExact(offset), first);
    file.put(Math.toIntExact(offset + first.length), second);
    int grown = Math.toIntExact(host.get().size() + first.length + second.length);
    file.putLong(host.get().at() + 32, grown).putLong(host.get().at() + 40, grown);
    point(interpreter.get(), offset, address, first.length);
    return search(dynamic.get(), address + first.length, second.length)
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

  private boolean search(Segment dynamic, long address, int length) {
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
    // Another null entry must end the section behind the one that is taken.
    boolean room = spare >= 0 && spare + 2 * DYNAMIC_ENTRY_SIZE <= end && address >= strings;
    if (!room || size < 0 || file.getLong(spare + DYNAMIC_ENTRY_SIZE) != NULL) {
      return false;
    }
    file.putLong(spare, RPATH).putLong(spare + 8, address - strings);
    file.putLong(size, address - strings + length);
    return true;
  }

  private static byte[] zeroTerminated(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }
}

package dev.garboard.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A shared object that holds nothing and needs others. Whoever needs it has them all in the
/// process; a library that is loaded later and needs one of them by name gets that one, wherever it
/// would look itself.
public final class ElfNeeds {
  private static final int HEADER_SIZE = 64;
  private static final int PROGRAM_HEADER_SIZE = 56;
  private static final int SYMBOL_SIZE = 24;

  /// One bucket, one symbol, which is the null symbol.
  private static final int HASH_SIZE = 16;

  /// The largest page that Linux has on these machines.
  private static final int PAGE = 0x10000;

  private static final int READ_WRITE = 6;

  private ElfNeeds() {}

  private enum Tag {
    NULL(0),
    NEEDED(1),
    HASH(4),
    STRTAB(5),
    SYMTAB(6),
    STRSZ(10),
    SYMENT(11),
    SONAME(14);

    private final long number;

    Tag(long number) {
      this.number = number;
    }
  }

  private record Entry(Tag tag, long value) {}

  /// The file.
  ///
  /// @param machine `e_machine`, such as [ElfFile#X86_64]
  /// @param soname its own name
  /// @param needed names of the libraries, in order
  public static byte[] of(int machine, String soname, List<String> needed) {
    int hash = HEADER_SIZE + 3 * PROGRAM_HEADER_SIZE;
    int symbols = hash + HASH_SIZE;
    int dynamic = symbols + SYMBOL_SIZE;
    int strings = dynamic + (needed.size() + 7) * 16;
    StringBuilder names = new StringBuilder("\0");
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(Tag.SONAME, name(names, soname)));
    needed.forEach(each -> entries.add(new Entry(Tag.NEEDED, name(names, each))));
    entries.add(new Entry(Tag.HASH, hash));
    entries.add(new Entry(Tag.STRTAB, strings));
    entries.add(new Entry(Tag.SYMTAB, symbols));
    entries.add(new Entry(Tag.STRSZ, names.length()));
    entries.add(new Entry(Tag.SYMENT, SYMBOL_SIZE));
    entries.add(new Entry(Tag.NULL, 0));

    int size = strings + names.length();
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    header(file, machine);
    segment(file, 1, 0, size, PAGE); // PT_LOAD
    segment(file, 2, dynamic, strings - dynamic, 8); // PT_DYNAMIC
    segment(file, 0x6474e551, 0, 0, 16); // PT_GNU_STACK: without it the stack would be executable
    file.putInt(1).putInt(1).putInt(0).putInt(0);
    file.position(dynamic);
    entries.forEach(entry -> file.putLong(entry.tag.number).putLong(entry.value));
    file.put(names.toString().getBytes(StandardCharsets.US_ASCII));
    return file.array();
  }

  private static int name(StringBuilder names, String name) {
    int offset = names.length();
    names.append(name).append('\0');
    return offset;
  }

  private static void header(ByteBuffer file, int machine) {
    // 64 bits, little-endian, version 1.
    file.putInt(0x464c457f).put((byte) 2).put((byte) 1).put((byte) 1).position(16);
    file.putShort((short) ElfFile.SHARED_OBJECT).putShort((short) machine).putInt(1);
    file.putLong(0).putLong(HEADER_SIZE).putLong(0).putInt(0);
    file.putShort((short) HEADER_SIZE).putShort((short) PROGRAM_HEADER_SIZE).putShort((short) 3);
    file.putShort((short) 64).putShort((short) 0).putShort((short) 0);
  }

  private static void segment(ByteBuffer file, int type, long offset, long size, long alignment) {
    file.putInt(type).putInt(READ_WRITE).putLong(offset).putLong(offset).putLong(offset);
    file.putLong(size).putLong(size).putLong(alignment);
  }
}

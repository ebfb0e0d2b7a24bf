package dev.garboard.debian.base;

import dev.garboard.debian.base.LibraryScan.Library;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a base's `/etc/ld.so.cache` holds: its libraries in order, and who made it.
record LdSoCacheReader(List<Library> libraries, String generator) {

  private static final String MAGIC = "glibc-ld.so.cache1.1";
  private static final String OLD_MAGIC = "ld.so-1.7.0";
  private static final int OLD_HEADER_SIZE = 16;
  private static final int OLD_ENTRY_SIZE = 12;
  private static final int HEADER_SIZE = 48;
  private static final long CAPABILITY_FLAG = 1L << 62;

  /// @throws IOException when the bytes are not a cache of the format that glibc 2.32 introduced
  static LdSoCacheReader read(byte[] cache) throws IOException {
    ByteBuffer whole = ByteBuffer.wrap(cache).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int start = start(whole);
      ByteBuffer in = whole.slice(start, whole.limit() - start).order(whole.order());
      byte[] magic = new byte[MAGIC.length()];
      in.get(magic);
      if (!new String(magic, StandardCharsets.ISO_8859_1).equals(MAGIC)) {
        throw new IOException("/etc/ld.so.cache: not of the format 1.1");
      }
      return parse(in);
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IOException("/etc/ld.so.cache: truncated", e);
    }
  }

  /// Up to glibc 2.31 `ldconfig` wrote a table of the format before in front.
  private static int start(ByteBuffer whole) {
    byte[] magic = new byte[OLD_MAGIC.length()];
    whole.get(0, magic);
    boolean old = new String(magic, StandardCharsets.ISO_8859_1).equals(OLD_MAGIC);
    return old ? (OLD_HEADER_SIZE + whole.getInt(12) * OLD_ENTRY_SIZE + 7) / 8 * 8 : 0;
  }

  private static LdSoCacheReader parse(ByteBuffer in) {
    int count = in.getInt(20);
    int extension = in.getInt(32);
    String generator = "";
    List<String> capabilities = new ArrayList<>();
    int sections = extension == 0 ? 0 : in.getInt(extension + 4);
    for (int at = extension + 8; sections > 0; sections--, at += 16) {
      int start = in.getInt(at + 8);
      int size = in.getInt(at + 12);
      if (in.getInt(at) == 0) {
        byte[] text = new byte[size];
        in.get(start, text);
        generator = new String(text, StandardCharsets.UTF_8);
      } else if (in.getInt(at) == 1) {
        for (int offset = start; offset < start + size; offset += 4) {
          capabilities.add(string(in, in.getInt(offset)));
        }
      }
    }
    List<Library> libraries = new ArrayList<>();
    for (int at = HEADER_SIZE; at < HEADER_SIZE + count * 24; at += 24) {
      long flag = in.getLong(at + 16);
      String capability = (flag & CAPABILITY_FLAG) == 0 ? "" : capabilities.get((int) flag);
      libraries.add(
          new Library(string(in, in.getInt(at + 4)), string(in, in.getInt(at + 8)), capability));
    }
    return new LdSoCacheReader(libraries, generator);
  }

  private static String string(ByteBuffer in, int start) {
    int end = start;
    while (in.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - start];
    in.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

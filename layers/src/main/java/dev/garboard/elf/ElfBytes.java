package dev.garboard.elf;

import dev.garboard.content.Content;
import dev.garboard.elf.ElfReader.DamagedElfException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Windows into content that can only be read from its start. The start of the file, where linkers
/// put nearly all that is asked for, is read once and kept.
final class ElfBytes {

  private static final int KEPT = 256 * 1024;

  private final Content content;
  private final byte[] start;

  ElfBytes(Content content) throws IOException {
    this.content = content;
    try (InputStream in = content.open()) {
      this.start = in.readNBytes(KEPT);
    }
  }

  Window window(long offset, int size) throws IOException, DamagedElfException {
    if (offset < 0 || offset > content.size()) {
      throw new DamagedElfException();
    }
    byte[] bytes = new byte[size];
    if (offset + size <= start.length) {
      System.arraycopy(start, (int) offset, bytes, 0, size);
    } else {
      try (InputStream in = content.open()) {
        in.skipNBytes(offset);
        in.readNBytes(bytes, 0, size);
      }
    }
    return new Window(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
  }

  /// Little-endian numbers at offsets of a window.
  record Window(ByteBuffer bytes) {

    int size() {
      return bytes.capacity();
    }

    int u8(int at) throws DamagedElfException {
      return bytes.get(within(at, 1)) & 0xff;
    }

    int u16(int at) throws DamagedElfException {
      return bytes.getShort(within(at, 2)) & 0xffff;
    }

    int i32(int at) throws DamagedElfException {
      return bytes.getInt(within(at, 4));
    }

    long u32(int at) throws DamagedElfException {
      return i32(at) & 0xffffffffL;
    }

    long u64(int at) throws DamagedElfException {
      return bytes.getLong(within(at, 8));
    }

    String text(long at) throws DamagedElfException {
      if (at < 0 || at >= size()) {
        throw new DamagedElfException();
      }
      int end = (int) at;
      while (u8(end) != 0) {
        end++;
      }
      byte[] text = new byte[end - (int) at];
      bytes.get((int) at, text);
      return new String(text, StandardCharsets.UTF_8);
    }

    private int within(int at, int length) throws DamagedElfException {
      if (at < 0 || at + length > size()) {
        throw new DamagedElfException();
      }
      return at;
    }
  }
}

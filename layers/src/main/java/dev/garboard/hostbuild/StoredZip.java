package dev.garboard.hostbuild;

import dev.garboard.content.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// Writes a zip archive of stored entries whose bytes are a function of its entries: constant
/// times, modes 0644 and 0755.
///
/// Specification: APPNOTE.TXT 6.3, without Zip64: entries and archive stay below 4 GiB.
final class StoredZip {

  private static final long LIMIT = 0xFFFF_FFFFL;
  private static final int UTF8_NAMES = 0x800;

  /// 1 January 1980, midnight.
  private static final int DOS_DATE = 0x21;

  private static final int REGULAR_FILE = 0100000;

  private final OutputStream out;
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private long offset;
  private int count;

  StoredZip(OutputStream out) {
    this.out = out;
  }

  void add(String path, Content content, boolean executable) throws IOException {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    int crc = crc(content);
    requireFits(offset + content.size() + name.length + 30);
    int mode = REGULAR_FILE | (executable ? 0755 : 0644);
    ByteBuffer common = little(26);
    common.putShort((short) 20).putShort((short) UTF8_NAMES).putShort((short) 0);
    common.putShort((short) 0).putShort((short) DOS_DATE).putInt(crc);
    common.putInt((int) content.size()).putInt((int) content.size());
    common.putShort((short) name.length).putShort((short) 0);
    ByteBuffer central = little(46);
    central.putInt(0x02014b50).putShort((short) (3 << 8 | 20)).put(bytes(common));
    central.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    central.putInt(mode << 16).putInt((int) offset);
    directory.write(bytes(central));
    directory.write(name);
    ByteBuffer local = little(30);
    local.putInt(0x04034b50).put(bytes(common));
    out.write(bytes(local));
    out.write(name);
    try (InputStream in = content.open()) {
      in.transferTo(out);
    }
    offset += 30 + name.length + content.size();
    count++;
  }

  void finish() throws IOException {
    requireFits(offset + directory.size());
    directory.writeTo(out);
    ByteBuffer end = little(22);
    end.putInt(0x06054b50).putInt(0).putShort((short) count).putShort((short) count);
    end.putInt(directory.size()).putInt((int) offset).putShort((short) 0);
    out.write(bytes(end));
  }

  private void requireFits(long size) throws IOException {
    if (size > LIMIT || count >= 0xFFFE) {
      throw new IOException("too large for a zip archive without Zip64: " + size + " bytes");
    }
  }

  private static int crc(Content content) throws IOException {
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = content.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        crc.update(buffer, 0, n);
      }
    }
    return (int) crc.getValue();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(ByteBuffer full) {
    byte[] bytes = new byte[full.capacity()];
    full.get(0, bytes);
    return bytes;
  }
}

package dev.garboard.deflate;

import dev.garboard.content.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// Writes a zip archive whose bytes are a function of its entries: constant times, modes 0644 and
/// 0755, our own deflate. A deflated entry lies in memory while it is written.
///
/// Specification: APPNOTE.TXT 6.3, without Zip64: entries and archive stay below 4 GiB.
public final class ZipWriter {

  private static final long LIMIT = 0xFFFF_FFFFL;
  private static final int UTF8_NAMES = 0x800;

  /// 1 January 1980, midnight.
  private static final int DOS_DATE = 0x21;

  private static final short STORED = 0;
  private static final short DEFLATED = 8;
  private static final int REGULAR_FILE = 0100000;

  private final OutputStream out;
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private long offset;
  private int count;

  /// A writer to a stream, which it never closes.
  public ZipWriter(OutputStream out) {
    this.out = out;
  }

  /// Adds a file as it is.
  public void add(String path, Content content, boolean executable) throws IOException {
    write(new Entry(path, content.size(), crc(content), executable), STORED, content);
  }

  /// Adds a file compressed, or as it is where that is smaller.
  public void addDeflated(String path, Content content, boolean executable) throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    RawDeflater deflater = new RawDeflater(deflated);
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = content.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        deflater.write(buffer, 0, n);
      }
    }
    deflater.finish();
    if (deflated.size() >= content.size()) {
      add(path, content, executable);
      return;
    }
    write(
        new Entry(path, content.size(), crc(content), executable),
        DEFLATED,
        Content.of(deflated.toByteArray()));
  }

  private record Entry(String path, long size, int crc, boolean executable) {}

  private void write(Entry entry, short method, Content stored) throws IOException {
    byte[] name = entry.path.getBytes(StandardCharsets.UTF_8);
    requireFits(offset + stored.size() + name.length + 30);
    requireFits(entry.size);
    int mode = REGULAR_FILE | (entry.executable ? 0755 : 0644);
    ByteBuffer common = little(26);
    common.putShort((short) 20).putShort((short) UTF8_NAMES).putShort(method);
    common.putShort((short) 0).putShort((short) DOS_DATE).putInt(entry.crc);
    common.putInt((int) stored.size()).putInt((int) entry.size);
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
    try (InputStream in = stored.open()) {
      in.transferTo(out);
    }
    offset += 30 + name.length + stored.size();
    count++;
  }

  /// Ends the archive.
  public void finish() throws IOException {
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

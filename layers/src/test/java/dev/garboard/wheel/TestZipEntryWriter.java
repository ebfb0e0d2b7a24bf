package dev.garboard.wheel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// An entry of a zip archive made byte by byte, so that each field can lie.
public final class TestZipEntryWriter {

  private byte[] name;
  private byte[] localName;
  private byte[] payload;
  private int method;
  private int flags;
  private int localFlags;
  private int localMethod;
  private int crc;
  private int localCrc;
  private long size;
  private long localSize;
  private long packedSize;
  private long localPackedSize;
  private int mode = 0100644;
  private int madeBy = 3;
  private int disk;
  private byte[] extra = {};
  private byte[] localExtra = {};
  private byte[] after = {};
  private long shift;
  private boolean inDirectory = true;
  private boolean inBody = true;

  private TestZipEntryWriter(byte[] name, byte[] payload, int method, byte[] data) {
    this.name = name.clone();
    this.localName = name.clone();
    this.payload = payload.clone();
    method(method);
    CRC32 state = new CRC32();
    state.update(data);
    crc((int) state.getValue());
    size(data.length);
    packedSize(payload.length);
    flags(1 << 11);
  }

  /// An honest deflated entry.
  public static TestZipEntryWriter deflated(String name, byte[] data) {
    return new TestZipEntryWriter(name.getBytes(StandardCharsets.UTF_8), deflate(data), 8, data);
  }

  /// An honest deflated entry of text.
  public static TestZipEntryWriter deflated(String name, String text) {
    return deflated(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /// An honest stored entry.
  public static TestZipEntryWriter stored(String name, String text) {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    return new TestZipEntryWriter(name.getBytes(StandardCharsets.UTF_8), data, 0, data);
  }

  /// A raw deflate stream.
  public static byte[] deflate(byte[] data) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(data);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  /// The name in both headers.
  public TestZipEntryWriter name(byte[] value) {
    name = value.clone();
    return localName(value);
  }

  /// The name in the local header.
  public TestZipEntryWriter localName(byte[] value) {
    localName = value.clone();
    return this;
  }

  /// The bytes as they lie in the archive; recorded sizes stay.
  public TestZipEntryWriter payload(byte[] value) {
    payload = value.clone();
    return this;
  }

  /// The method in both headers.
  public TestZipEntryWriter method(int value) {
    method = value;
    return localMethod(value);
  }

  /// The method in the local header.
  public TestZipEntryWriter localMethod(int value) {
    localMethod = value;
    return this;
  }

  /// The flags in both headers.
  public TestZipEntryWriter flags(int value) {
    flags = value;
    return localFlags(value);
  }

  /// The flags in the local header.
  public TestZipEntryWriter localFlags(int value) {
    localFlags = value;
    return this;
  }

  /// The CRC-32 in both headers.
  public TestZipEntryWriter crc(int value) {
    crc = value;
    return localCrc(value);
  }

  /// The CRC-32 in the local header.
  public TestZipEntryWriter localCrc(int value) {
    localCrc = value;
    return this;
  }

  /// The inflated size in both headers.
  public TestZipEntryWriter size(long value) {
    size = value;
    return localSize(value);
  }

  /// The inflated size in the local header.
  public TestZipEntryWriter localSize(long value) {
    localSize = value;
    return this;
  }

  /// The size in the archive, in both headers.
  public TestZipEntryWriter packedSize(long value) {
    packedSize = value;
    return localPackedSize(value);
  }

  /// The size in the archive, in the local header.
  public TestZipEntryWriter localPackedSize(long value) {
    localPackedSize = value;
    return this;
  }

  /// The Unix file type and permission bits.
  public TestZipEntryWriter mode(int value) {
    mode = value;
    return this;
  }

  /// The system that made the entry: 3 is Unix, 0 is DOS.
  public TestZipEntryWriter madeBy(int value) {
    madeBy = value;
    return this;
  }

  /// The number of the volume.
  public TestZipEntryWriter disk(int value) {
    disk = value;
    return this;
  }

  /// The extra fields of the central header.
  public TestZipEntryWriter extra(byte[] value) {
    extra = value.clone();
    return this;
  }

  /// The extra fields of the local header.
  public TestZipEntryWriter localExtra(byte[] value) {
    localExtra = value.clone();
    return this;
  }

  /// Bytes after the entry's data.
  public TestZipEntryWriter after(byte[] value) {
    after = value.clone();
    return this;
  }

  /// Added to the offset that the central directory gives.
  public TestZipEntryWriter shift(long value) {
    shift = value;
    return this;
  }

  /// Leaves the entry out of the central directory.
  public TestZipEntryWriter onlyInBody() {
    inDirectory = false;
    return this;
  }

  /// Leaves the entry out of the body; the central header points to the next one.
  public TestZipEntryWriter onlyInDirectory() {
    inBody = false;
    return this;
  }

  /// Puts sizes and CRC-32 into a data descriptor and zeros into the local header.
  public TestZipEntryWriter descriptor(boolean signature, boolean wide) {
    flags(flags | 1 << 3).localCrc(0).localSize(0).localPackedSize(0);
    ByteBuffer out = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    if (signature) {
      out.putInt(0x08074b50);
    }
    out.putInt(crc);
    if (wide) {
      out.putLong(packedSize).putLong(size);
    } else {
      out.putInt((int) packedSize).putInt((int) size);
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return after(bytes);
  }

  boolean isInDirectory() {
    return inDirectory;
  }

  void writeLocal(ByteArrayOutputStream out) {
    if (!inBody) {
      return;
    }
    ByteBuffer header = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x04034b50).putShort((short) 20).putShort((short) localFlags);
    header.putShort((short) localMethod).putShort((short) 0).putShort((short) 33);
    header.putInt(localCrc).putInt((int) localPackedSize).putInt((int) localSize);
    header.putShort((short) localName.length).putShort((short) localExtra.length);
    out.writeBytes(header.array());
    out.writeBytes(localName);
    out.writeBytes(localExtra);
    out.writeBytes(payload);
    out.writeBytes(after);
  }

  void writeCentral(ByteArrayOutputStream out, long offset) {
    ByteBuffer header = ByteBuffer.allocate(46).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x02014b50).put((byte) 20).put((byte) madeBy).putShort((short) 20);
    header.putShort((short) flags).putShort((short) method).putShort((short) 0);
    header.putShort((short) 33).putInt(crc).putInt((int) packedSize).putInt((int) size);
    header.putShort((short) name.length).putShort((short) extra.length).putShort((short) 0);
    header.putShort((short) disk).putShort((short) 0).putInt(mode << 16);
    header.putInt((int) (offset + shift));
    out.writeBytes(header.array());
    out.writeBytes(name);
    out.writeBytes(extra);
  }
}

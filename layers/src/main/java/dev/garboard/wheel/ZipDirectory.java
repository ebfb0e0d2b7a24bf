package dev.garboard.wheel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// Reads the central directory (APPNOTE 4.3.12).
final class ZipDirectory {

  private static final int SIGNATURE = 0x02014b50;
  private static final int LENGTH = 46;

  private ZipDirectory() {}

  static List<ZipHeader> read(ZipBytes bytes, ZipEnd end) throws IOException, ZipFaultException {
    ByteBuffer in = bytes.read(end.directoryOffset(), (int) end.directorySize());
    List<ZipHeader> headers = new ArrayList<>();
    while (in.hasRemaining()) {
      if (in.remaining() < LENGTH || in.getInt(in.position()) != SIGNATURE) {
        throw ZipFaultException.of(ArchiveFault.BAD_DIRECTORY, "", "entry " + headers.size());
      }
      headers.add(header(in));
      if (headers.size() > end.count()) {
        break;
      }
    }
    if (headers.size() != end.count()) {
      throw ZipFaultException.of(ArchiveFault.BAD_DIRECTORY, "", "count " + end.count());
    }
    return headers;
  }

  private static ZipHeader header(ByteBuffer in) throws ZipFaultException {
    ByteBuffer fixed = take(in, LENGTH);
    int nameLength = fixed.getShort(28) & 0xffff;
    int extraLength = fixed.getShort(30) & 0xffff;
    int commentLength = fixed.getShort(32) & 0xffff;
    if (nameLength + extraLength + commentLength > in.remaining()) {
      throw ZipFaultException.of(ArchiveFault.BAD_DIRECTORY, "", "cut off");
    }
    byte[] rawName = new byte[nameLength];
    in.get(rawName);
    String name = ZipNames.decode(rawName, ZipFacts.saysUtf8(fixed.getShort(8)));
    ZipExtra extra = ZipExtra.parse(take(in, extraLength), name);
    take(in, commentLength);
    checkUnicodePath(extra, rawName, name);
    long[] wide =
        extra.widen(
            name,
            ZipExtra.DISK_NUMBER,
            fixed.getInt(24) & 0xffffffffL,
            fixed.getInt(20) & 0xffffffffL,
            fixed.getInt(42) & 0xffffffffL);
    if ((fixed.getShort(34) & 0xffff) != 0) {
      throw ZipFaultException.of(ArchiveFault.MULTIPLE_VOLUMES, name);
    }
    ZipFacts facts =
        new ZipFacts(
            fixed.getShort(8) & 0xffff,
            fixed.getShort(10) & 0xffff,
            fixed.getInt(16),
            wide[1],
            wide[0]);
    facts.check(name);
    // uv looks at the mode whatever system the header names.
    return new ZipHeader(name, facts, wide[2], fixed.getInt(38) >>> 16);
  }

  /// Some readers take the name from this field (APPNOTE 4.6.9), others do not.
  static void checkUnicodePath(ZipExtra extra, byte[] rawName, String name)
      throws ZipFaultException {
    ByteBuffer field = extra.fields().get(ZipExtra.UNICODE_PATH);
    if (field == null) {
      return;
    }
    CRC32 crc = new CRC32();
    crc.update(rawName);
    ByteBuffer in = field.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < 5 || in.get() != 1 || in.getInt() != (int) crc.getValue()) {
      throw ZipFaultException.of(ArchiveFault.BAD_EXTRA_FIELD, name, "0x7075");
    }
    if (!StandardCharsets.UTF_8.decode(in).toString().equals(name)) {
      throw ZipFaultException.of(ArchiveFault.BAD_EXTRA_FIELD, name, "0x7075");
    }
  }

  private static ByteBuffer take(ByteBuffer in, int length) {
    ByteBuffer part = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + length);
    return part;
  }
}

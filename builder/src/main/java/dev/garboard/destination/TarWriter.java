package dev.garboard.destination;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes the outer tar of an archive (POSIX ustar): constant times and owners, names short enough
/// for the header alone.
final class TarWriter {

  private static final int BLOCK = 512;

  /// Archives are padded to whole records, as `tar` does.
  private static final int RECORD = 20 * BLOCK;

  /// 1980-01-01T00:00:01Z.
  private static final long TIME = 315532801;

  /// The first size that eleven octal digits cannot tell.
  private static final long OCTAL_LIMIT = 1L << 33;

  private final OutputStream out;
  private long written;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  /// Bytes of an entry whose content has this size.
  static long sizeOf(long content) {
    return BLOCK + roundedUp(content, BLOCK);
  }

  /// Bytes of an archive whose entries have this size.
  static long sizeOfArchive(long entries) {
    return roundedUp(entries + 2 * BLOCK, RECORD);
  }

  private static long roundedUp(long size, int unit) {
    return (size + unit - 1) / unit * unit;
  }

  /// Begins a file; exactly `size` bytes must follow, then [#endFile].
  void beginFile(String name, long size) throws IOException {
    header(name, '0', 0644, size);
  }

  void write(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    written += length;
  }

  void endFile() throws IOException {
    pad(BLOCK);
  }

  void directory(String name) throws IOException {
    header(name + "/", '5', 0755, 0);
  }

  /// Writes the end of the archive; does not close the stream.
  void finish() throws IOException {
    byte[] end = new byte[2 * BLOCK];
    write(end, end.length);
    pad(RECORD);
  }

  private void pad(int unit) throws IOException {
    int rest = (int) (written % unit);
    if (rest > 0) {
      write(new byte[unit - rest], unit - rest);
    }
  }

  private void header(String name, char type, int mode, long size) throws IOException {
    byte[] header = new byte[BLOCK];
    text(header, 0, 100, name);
    octal(header, 100, 8, mode);
    octal(header, 108, 8, 0);
    octal(header, 116, 8, 0);
    if (size < OCTAL_LIMIT) {
      octal(header, 124, 12, size);
    } else {
      binary(header, 124, size);
    }
    octal(header, 136, 12, TIME);
    header[156] = (byte) type;
    text(header, 257, 6, "ustar");
    text(header, 263, 2, "00");
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    octal(header, 148, 7, sum);
    write(header, BLOCK);
  }

  private static void text(byte[] header, int at, int length, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length > length) {
      throw new IllegalArgumentException("name too long for a header: " + text);
    }
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static void octal(byte[] header, int at, int length, long value) {
    String digits = Long.toOctalString(value);
    text(header, at, length - 1, "0".repeat(length - 1 - digits.length()) + digits);
  }

  /// The base-256 form of large sizes, which all readers know.
  private static void binary(byte[] header, int at, long value) {
    header[at] = (byte) 0x80;
    for (int i = 0; i < 8; i++) {
      header[at + 11 - i] = (byte) (value >>> (8 * i));
    }
  }
}

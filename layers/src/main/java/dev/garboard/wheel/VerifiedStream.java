package dev.garboard.wheel;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/// Passes an entry's bytes on and fails when they are not as many as recorded, or when at their end
/// the CRC-32 is another.
final class VerifiedStream extends FilterInputStream {

  private final String wheel;
  private final ZipHeader header;
  private final CRC32 crc = new CRC32();
  private long count;
  private boolean ended;

  VerifiedStream(InputStream in, String wheel, ZipLayout.Located entry) {
    super(in);
    this.wheel = wheel;
    this.header = entry.header();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (ended) {
      return -1;
    }
    int n = readInner(target, offset, length);
    if (n < 0) {
      ended = true;
      finish();
      return -1;
    }
    crc.update(target, offset, n);
    count += n;
    if (count > header.facts().size()) {
      throw fault(ArchiveFault.WRONG_SIZE, "more than " + header.facts().size());
    }
    return n;
  }

  private int readInner(byte[] target, int offset, int length) throws IOException {
    try {
      return in.read(target, offset, length);
    } catch (ZipException | EOFException e) {
      WheelEntryException fault = fault(ArchiveFault.CORRUPT_DATA, "");
      fault.initCause(e);
      throw fault;
    }
  }

  private void finish() throws IOException {
    if (count != header.facts().size()) {
      throw fault(ArchiveFault.WRONG_SIZE, count + ", " + header.facts().size());
    }
    if ((int) crc.getValue() != header.facts().crc32()) {
      throw fault(
          ArchiveFault.WRONG_CRC,
          "%08x, %08x".formatted((int) crc.getValue(), header.facts().crc32()));
    }
  }

  private WheelEntryException fault(ArchiveFault fault, String detail) {
    return new WheelEntryException(wheel, header.name(), fault, detail);
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] sink = new byte[8192];
    long skipped = 0;
    while (skipped < n) {
      int got = read(sink, 0, (int) Math.min(sink.length, n - skipped));
      if (got < 0) {
        break;
      }
      skipped += got;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}

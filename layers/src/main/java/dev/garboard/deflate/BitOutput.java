package dev.garboard.deflate;

import java.io.IOException;
import java.io.OutputStream;

/// Writes bits, lowest bit of a byte first, to a stream in large pieces.
final class BitOutput {

  private static final int SIZE = 1 << 16;

  private final OutputStream out;
  private final byte[] buffer = new byte[SIZE + Long.BYTES];
  private int length;
  private long pending;
  private int count;

  BitOutput(OutputStream out) {
    this.out = out;
  }

  /// Appends the lowest `n` bits, at most 48; those above must be zero.
  void bits(long value, int n) throws IOException {
    pending |= value << count;
    count += n;
    BitSource.LONG.set(buffer, length, pending);
    int whole = count >>> 3;
    length += whole;
    pending >>>= whole * 8;
    count &= 7;
    if (length >= SIZE) {
      drain();
    }
  }

  boolean isAligned() {
    return count == 0;
  }

  /// Fills the last byte with zero bits.
  void align() throws IOException {
    if (count > 0) {
      bits(0, 8 - count);
    }
  }

  /// Appends whole bytes at a byte boundary.
  void bytes(byte[] bytes, int offset, int n) throws IOException {
    if (n > SIZE - length) {
      drain();
    }
    if (n > SIZE) {
      out.write(bytes, offset, n);
      return;
    }
    System.arraycopy(bytes, offset, buffer, length, n);
    length += n;
  }

  /// Hands all whole bytes to the stream.
  void drain() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }
}

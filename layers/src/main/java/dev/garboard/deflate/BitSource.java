package dev.garboard.deflate;

import dev.garboard.deflate.InvalidDeflateException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A buffered stream of bits, lowest bit of a byte first, that knows its position to the bit.
///
/// Past the end of the stream lie zeros, so that decoding needs no check per symbol; whoever
/// consumed bits asks [#checkNotPastEnd] before it believes them.
final class BitSource {

  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// Receives whole bytes once they were consumed.
  interface Tee {
    void bytes(byte[] bytes, int offset, int length) throws IOException;
  }

  private static final int SIZE = 1 << 16;

  /// More than the longest block header, 563 bytes, and a few symbols.
  private static final int ZEROS = 1024;

  /// The buffer, for loops that decode out of it.
  final byte[] buffer = new byte[SIZE + ZEROS];

  /// Position of the next bit in the buffer.
  int bit;

  private InputStream in = InputStream.nullInputStream();
  private final Tee tee;
  private int limit;
  private int teed;
  private boolean ended;
  private long base;

  BitSource(Tee tee) {
    this.tee = tee;
  }

  /// Starts anew with another stream.
  void start(InputStream other) {
    in = other;
    bit = 0;
    limit = 0;
    teed = 0;
    ended = false;
    base = 0;
  }

  /// Makes so many bytes available, or all that are left and zeros after them.
  void require(int bytes) throws IOException {
    if (!ended && limit - (bit >>> 3) < bytes) {
      fill(bytes);
    }
  }

  private void fill(int bytes) throws IOException {
    int at = bit >>> 3;
    tee.bytes(buffer, teed, at - teed);
    System.arraycopy(buffer, at, buffer, 0, limit - at);
    base += at;
    limit -= at;
    bit &= 7;
    teed = 0;
    while (limit < bytes) {
      int n = in.read(buffer, limit, SIZE - limit);
      if (n < 0) {
        ended = true;
        Arrays.fill(buffer, limit, limit + ZEROS, (byte) 0);
        return;
      }
      limit += n;
    }
  }

  /// The index in the buffer up to which a loop may load two longs: real bytes, or zeros at the
  /// end.
  int lastLoad() {
    return ended ? limit + 16 : limit - 16;
  }

  /// Whole bytes in the buffer from the current position on.
  int available() {
    return Math.max(0, limit - (bit >>> 3));
  }

  /// Takes up to 32 bits, which [#require] must have made available.
  int bits(int count) {
    int value = peek(count);
    bit += count;
    return value;
  }

  /// The next up to 32 bits.
  int peek(int count) {
    long all = (long) LONG.get(buffer, bit >>> 3) >>> (bit & 7);
    return (int) (all & ((1L << count) - 1));
  }

  /// Clears a bit that lies at most a few bits behind, before the tee sees it.
  void clear(int at) {
    buffer[at >>> 3] &= (byte) ~(1 << (at & 7));
  }

  /// Goes on to the next whole byte.
  void align() {
    bit = (bit + 7) & ~7;
  }

  /// Bits consumed since the start of the stream.
  long position() {
    return base * 8 + bit;
  }

  /// Gives the tee all whole bytes consumed so far; returns the consumed bits of the last, partial
  /// byte.
  int flush() throws IOException {
    int at = bit >>> 3;
    tee.bytes(buffer, teed, at - teed);
    teed = at;
    return (buffer[at] & 0xff) & ((1 << (bit & 7)) - 1);
  }

  void checkNotPastEnd() throws InvalidDeflateException {
    if (bit > limit * 8) {
      throw new InvalidDeflateException(Fault.TRUNCATED, (base + limit) * 8);
    }
  }

  /// The exception for a fault in the bits just consumed, which is a truncation when they reach
  /// past the end.
  InvalidDeflateException fault(Fault fault) {
    return ended && bit > limit * 8
        ? new InvalidDeflateException(Fault.TRUNCATED, (base + limit) * 8)
        : new InvalidDeflateException(fault, position());
  }
}

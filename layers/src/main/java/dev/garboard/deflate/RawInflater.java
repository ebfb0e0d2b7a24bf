package dev.garboard.deflate;

import dev.garboard.deflate.InvalidDeflateException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Decodes one raw deflate stream (RFC 1951) in constant memory, in pure Java, and knows to the bit
/// where its last block begins and where it ends. As strict as zlib. What follows the stream is not
/// looked at.
public final class RawInflater {

  /// Receives inflated bytes, which it must not keep.
  @FunctionalInterface
  public interface Chunks {
    /// Takes the next bytes.
    void accept(byte[] bytes, int offset, int length) throws IOException;
  }

  private enum State {
    HEADER,
    STORED,
    SYMBOLS,
    END
  }

  private static final BitSource.Tee NO_TEE = (bytes, offset, length) -> {};

  /// Inflated bytes handed out at once.
  private static final int CHUNK = 1 << 16;

  /// Position from which on the window is full; a step of the decoder may go a little further.
  private static final int FULL = Alphabet.WINDOW + CHUNK;

  private static final int OVERSHOOT = 3 + Alphabet.MAX_MATCH + Long.BYTES;

  private final BitSource source;
  private final byte[] window = new byte[FULL + OVERSHOOT];
  private int end;
  private int start;

  private State state = State.HEADER;
  private boolean last;
  private int stored;
  private long finalBlockBit = -1;
  private long inflated;

  private DecodingTable literals = DecodingTable.FIXED_LITERALS;
  private DecodingTable distances = DecodingTable.FIXED_DISTANCES;
  private final DynamicHeader dynamic = new DynamicHeader();

  /// An inflater of this stream, which the caller closes.
  public RawInflater(InputStream deflated) {
    this(NO_TEE);
    start(deflated);
  }

  /// An inflater, yet without a stream, that passes on the bytes of its streams with the last
  /// block's final bit cleared; all whole bytes, after [#flushTee].
  RawInflater(BitSource.Tee tee) {
    this.source = new BitSource(tee);
  }

  /// Starts anew with another stream.
  void start(InputStream deflated) {
    source.start(deflated);
    end = 0;
    start = 0;
    state = State.HEADER;
    last = false;
    stored = 0;
    finalBlockBit = -1;
    inflated = 0;
  }

  /// Inflates all that is left.
  ///
  /// @throws InvalidDeflateException when the stream is not valid
  /// @throws IOException when it cannot be read, or `out` fails
  public void transferTo(Chunks out) throws IOException {
    while (fill()) {
      out.accept(window, start, end - start);
      start = end;
    }
  }

  /// Inflates at least one byte and at most `length`.
  ///
  /// @return the number of bytes, or -1 at the end of the stream
  /// @throws InvalidDeflateException when the stream is not valid
  /// @throws IOException when it cannot be read
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int n = Math.min(length, end - start);
    System.arraycopy(window, start, bytes, offset, n);
    start += n;
    return n;
  }

  /// Where the header of the last block starts, in bits from the start of the stream; negative as
  /// long as it was not reached.
  public long finalBlockBit() {
    return finalBlockBit;
  }

  /// Bits of the stream decoded so far; at its end, its exact length without padding.
  public long bitPosition() {
    return source.position();
  }

  /// Bytes inflated so far, handed out or not.
  public long inflatedSize() {
    return inflated;
  }

  /// Passes on all whole bytes; returns the used bits of the last, partial byte.
  int flushTee() throws IOException {
    return source.flush();
  }

  /// Gives the last inflated bytes, 32 KiB or all; only at the end of the stream.
  void tail(Chunks out) throws IOException {
    int n = (int) Math.min(inflated, Alphabet.WINDOW);
    out.accept(window, end - n, n);
  }

  /// Makes inflated bytes available; false at the end of the stream.
  private boolean fill() throws IOException {
    if (start < end) {
      return true;
    }
    if (end >= FULL) {
      System.arraycopy(window, end - Alphabet.WINDOW, window, 0, Alphabet.WINDOW);
      end = Alphabet.WINDOW;
      start = end;
    }
    while (state != State.END && end < FULL) {
      switch (state) {
        case HEADER -> readHeader();
        case STORED -> copyStored();
        case SYMBOLS -> {
          source.require(32);
          if (decodeSymbols()) {
            state = last ? State.END : State.HEADER;
          }
          source.checkNotPastEnd();
        }
        case END -> throw new AssertionError();
      }
    }
    inflated += end - start;
    return start < end;
  }

  private void readHeader() throws IOException {
    source.require(DynamicHeader.MAX_BYTES);
    int at = source.bit;
    long position = source.position();
    last = source.bits(1) == 1;
    int type = source.bits(2);
    source.checkNotPastEnd();
    if (last) {
      finalBlockBit = position;
      source.clear(at);
    }
    switch (type) {
      case 0 -> startStored();
      case 1 -> {
        literals = DecodingTable.FIXED_LITERALS;
        distances = DecodingTable.FIXED_DISTANCES;
        state = State.SYMBOLS;
      }
      case 2 -> {
        dynamic.read(source);
        literals = dynamic.literals();
        distances = dynamic.distances();
        state = State.SYMBOLS;
      }
      default -> throw source.fault(Fault.RESERVED_BLOCK_TYPE);
    }
    source.checkNotPastEnd();
  }

  private void startStored() throws IOException {
    source.align();
    int length = source.bits(16);
    if ((length ^ source.bits(16)) != 0xffff) {
      throw source.fault(Fault.STORED_LENGTH);
    }
    stored = length;
    state = State.STORED;
  }

  private void copyStored() throws IOException {
    while (stored > 0 && end < FULL) {
      source.require(1);
      int n = Math.min(Math.min(stored, FULL - end), source.available());
      if (n == 0) {
        throw source.fault(Fault.TRUNCATED);
      }
      System.arraycopy(source.buffer, source.bit >>> 3, window, end, n);
      source.bit += 8 * n;
      end += n;
      stored -= n;
    }
    if (stored == 0) {
      state = last ? State.END : State.HEADER;
    }
  }

  /// Decodes until the end of the block (returns true), a full window or a lack of input.
  ///
  /// The loop is long because it is the hot one: positions and bits live in registers. After a
  /// refill at least 56 bits are there: three literals of the first level (33), or a length and a
  /// distance with their extra bits (48). Bits above `count` may be set; they are those that the
  /// next refill sets again.
  private boolean decodeSymbols() throws IOException {
    byte[] in = source.buffer;
    byte[] out = window;
    int[] literalEntries = literals.entries;
    int[] distanceEntries = distances.entries;
    int literalMask = (1 << DecodingTable.LITERAL_BITS) - 1;
    int distanceMask = (1 << DecodingTable.DISTANCE_BITS) - 1;
    int lastLoad = source.lastLoad();
    int to = end;
    int from = source.bit >>> 3;
    long bits = (long) BitSource.LONG.get(in, from) >>> (source.bit & 7);
    from += 7;
    int count = 56 - (source.bit & 7);
    boolean ended = false;

    while (from <= lastLoad && to < FULL) {
      bits |= (long) BitSource.LONG.get(in, from) << count;
      from += (63 - count) >>> 3;
      count |= 56;
      int entry = literalEntries[(int) bits & literalMask];
      if (entry < 0) {
        out[to++] = (byte) (entry >>> DecodingTable.VALUE_SHIFT);
        bits >>>= entry;
        count -= entry & 63;
        entry = literalEntries[(int) bits & literalMask];
        if (entry < 0) {
          out[to++] = (byte) (entry >>> DecodingTable.VALUE_SHIFT);
          bits >>>= entry;
          count -= entry & 63;
          entry = literalEntries[(int) bits & literalMask];
          if (entry < 0) {
            out[to++] = (byte) (entry >>> DecodingTable.VALUE_SHIFT);
            bits >>>= entry;
            count -= entry & 63;
            continue;
          }
        }
        bits |= (long) BitSource.LONG.get(in, from) << count;
        from += (63 - count) >>> 3;
        count |= 56;
      }
      if ((entry & DecodingTable.EXCEPTIONAL) != 0) {
        if ((entry & DecodingTable.SECOND_LEVEL) != 0) {
          bits >>>= entry;
          count -= entry & 63;
          entry = secondLevel(literalEntries, entry, bits);
          if (entry < 0) {
            out[to++] = (byte) (entry >>> DecodingTable.VALUE_SHIFT);
            bits >>>= entry;
            count -= entry & 63;
            continue;
          }
        }
        if ((entry & DecodingTable.EXCEPTIONAL) != 0) {
          count -= entry & 63;
          if ((entry & DecodingTable.INVALID) != 0) {
            throw faultAt(from, count, Fault.CODE);
          }
          ended = true;
          break;
        }
      }
      int length =
          (entry >>> DecodingTable.VALUE_SHIFT)
              + (int) ((bits & ~(-1L << entry)) >>> (entry >>> DecodingTable.CODE_SHIFT));
      bits >>>= entry;
      count -= entry & 63;
      entry = distanceEntries[(int) bits & distanceMask];
      if ((entry & DecodingTable.EXCEPTIONAL) != 0) {
        if ((entry & DecodingTable.INVALID) != 0) {
          throw faultAt(from, count - (entry & 63), Fault.CODE);
        }
        bits >>>= entry;
        count -= entry & 63;
        entry = secondLevel(distanceEntries, entry, bits);
      }
      int distance =
          (entry >>> DecodingTable.VALUE_SHIFT)
              + (int) ((bits & ~(-1L << entry)) >>> (entry >>> DecodingTable.CODE_SHIFT));
      bits >>>= entry;
      count -= entry & 63;
      if (distance > to) {
        throw faultAt(from, count, Fault.DISTANCE);
      }
      copy(out, to, distance, length);
      to += length;
    }
    source.bit = from * 8 - count;
    end = to;
    return ended;
  }

  private InvalidDeflateException faultAt(int from, int count, Fault fault) {
    source.bit = from * 8 - count;
    return source.fault(fault);
  }

  private static int secondLevel(int[] entries, int entry, long bits) {
    int mask = (1 << (entry >>> DecodingTable.CODE_SHIFT & 15)) - 1;
    return entries[(entry >>> DecodingTable.VALUE_SHIFT & 0x7fff) + ((int) bits & mask)];
  }

  /// Repeats what lies `distance` back; may write up to seven bytes more than `length`.
  private static void copy(byte[] out, int to, int distance, int length) {
    int stop = to + length;
    int from = to - distance;
    if (distance >= Long.BYTES) {
      for (int i = to; i < stop; i += Long.BYTES, from += Long.BYTES) {
        BitSource.LONG.set(out, i, (long) BitSource.LONG.get(out, from));
      }
    } else if (distance == 1) {
      Arrays.fill(out, to, stop, out[from]);
    } else {
      for (int i = to; i < stop; i++, from++) {
        out[i] = out[from];
      }
    }
  }
}

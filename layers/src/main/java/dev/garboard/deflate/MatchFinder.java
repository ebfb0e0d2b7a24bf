package dev.garboard.deflate;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Turns bytes into literals and matches: hash chains over a sliding window, with one step of lazy
/// evaluation, as in zlib. The outcome depends on the bytes and the places of [#encodeAll] alone,
/// not on how the bytes are cut into calls.
final class MatchFinder {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /// Changing any of these changes digests: see `Compression.keyParameters`.
  private static final int DEPTH = 64;

  private static final int GOOD = 12;
  private static final int LAZY = 32;
  private static final int NICE = 160;

  /// A match of three bytes from further away costs more than three literals.
  private static final int NEAR = 4096;

  private static final int SIZE = 1 << 18;

  /// Kept when the window slides: what matches reach, and what a stored block may hold.
  private static final int KEEP = 3 * Alphabet.WINDOW;

  /// Bytes that one step may look at: a literal per lazy step, then the longest match.
  private static final int LOOKAHEAD = 1024;

  /// Absolute position from which on everything is forgotten and counting starts anew; small enough
  /// to happen in tests, too rare to cost anything.
  private static final int FORGET = 1 << 25;

  private static final int MASK = Alphabet.WINDOW - 1;
  private static final int SHIFT_4 = 17;
  private static final int SHIFT_3 = 18;
  private static final int NOWHERE = -(1 << 20);

  private final BlockEncoder block;
  private final byte[] window = new byte[SIZE + Long.BYTES];

  /// Absolute position of the window's first byte; the tables hold absolute positions.
  private int base;

  private int end;
  private int at;
  private int inserted;
  private final int[] head4 = new int[1 << (32 - SHIFT_4)];
  private final int[] head3 = new int[1 << (32 - SHIFT_3)];
  private final int[] previous = new int[Alphabet.WINDOW];
  private int foundDistance;

  MatchFinder(BlockEncoder block) {
    this.block = block;
    forget();
  }

  /// Takes bytes, and encodes earlier ones when the window is full.
  void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int n = Math.min(length - done, SIZE - end);
      System.arraycopy(bytes, offset + done, window, end, n);
      end += n;
      done += n;
      if (end == SIZE) {
        encode(LOOKAHEAD);
        slide();
      }
    }
  }

  /// Encodes all bytes taken so far; the last block stays open.
  void encodeAll() throws IOException {
    encode(1);
  }

  /// Writes the open block, even an empty one.
  void endBlock(boolean last) throws IOException {
    block.write(last, window, at);
  }

  /// Takes note of bytes that a decoder gets from elsewhere, after [#encodeAll] and [#endBlock].
  ///
  /// @param bytes the last of them: all, or at least 32 KiB
  /// @param total how many they are
  void skip(byte[] bytes, int offset, int length, long total) {
    if (total >= Alphabet.WINDOW) {
      int n = Math.min(length, Alphabet.WINDOW);
      base += end + Alphabet.WINDOW;
      if (base > FORGET) {
        forget();
      }
      System.arraycopy(bytes, offset + length - n, window, 0, n);
      end = n;
    } else {
      if (length > SIZE - end) {
        slide();
      }
      System.arraycopy(bytes, offset, window, end, length);
      end += length;
    }
    at = end;
    inserted = end;
  }

  private void forget() {
    Arrays.fill(head4, NOWHERE);
    Arrays.fill(head3, NOWHERE);
    base = 0;
  }

  private void slide() {
    int drop = at - KEEP;
    System.arraycopy(window, drop, window, 0, end - drop);
    end -= drop;
    at -= drop;
    inserted -= drop;
    base += drop;
    if (base > FORGET) {
      forget();
    }
  }

  private void encode(int lookahead) throws IOException {
    while (end - at >= lookahead) {
      step();
      if (block.isFull()) {
        endBlock(false);
      }
    }
  }

  /// Emits one literal or match; looks one byte further for a longer match before it settles.
  private void step() throws IOException {
    int length = find(at, Alphabet.MIN_MATCH - 1);
    insertUpTo(at + 1);
    if (length < Alphabet.MIN_MATCH) {
      block.literal(window[at++]);
      return;
    }
    int distance = foundDistance;
    while (length < LAZY) {
      int next = find(at + 1, length);
      if (next <= length) {
        break;
      }
      block.literal(window[at++]);
      if (block.isFull()) {
        endBlock(false);
      }
      insertUpTo(at + 1);
      length = next;
      distance = foundDistance;
    }
    block.match(length, distance);
    at += length;
    insertUpTo(at);
  }

  private void insertUpTo(int to) {
    int stop = Math.min(to, end - 3);
    for (int i = inserted; i < stop; i++) {
      int v = (int) INT.get(window, i);
      int position = base + i;
      head3[hash3(v)] = position;
      int h = hash4(v);
      previous[position & MASK] = head4[h];
      head4[h] = position;
    }
    inserted = Math.max(inserted, to);
  }

  /// The longest match for the bytes at `i`, if longer than `least`, else something not longer;
  /// sets the distance.
  private int find(int i, int least) {
    int limit = Math.min(Alphabet.MAX_MATCH, end - i);
    if (limit < 4 || least >= limit) {
      return 0;
    }
    int v = (int) INT.get(window, i);
    int position = base + i;
    int best = least;
    if (least < Alphabet.MIN_MATCH) {
      best = find3(i, v, limit);
    }
    int candidate = head4[hash4(v)];
    int tries = least >= GOOD ? DEPTH / 4 : DEPTH;
    // Nothing is longer whose last four bytes differ: that spares most comparisons from the start.
    int back = Math.max(best - 3, 0);
    int last = (int) INT.get(window, i + back);
    while (best < limit && position - candidate < Alphabet.WINDOW && tries-- > 0) {
      int j = candidate - base;
      if ((int) INT.get(window, j + back) == last && (int) INT.get(window, j) == v) {
        int length = common(j, i, limit);
        if (length > best) {
          best = length;
          back = Math.max(best - 3, 0);
          last = (int) INT.get(window, i + back);
          foundDistance = position - candidate;
          if (length >= NICE) {
            break;
          }
        }
      }
      candidate = previous[candidate & MASK];
    }
    return best;
  }

  private int find3(int i, int v, int limit) {
    int distance = base + i - head3[hash3(v)];
    int j = i - distance;
    if (distance < NEAR && (((int) INT.get(window, j) ^ v) & 0xff_ffff) == 0) {
      foundDistance = distance;
      return common(j, i, limit);
    }
    return Alphabet.MIN_MATCH - 1;
  }

  /// How many bytes are equal at two places, at most `limit`.
  private int common(int j, int i, int limit) {
    int n = 0;
    while (n + Long.BYTES <= limit) {
      long difference =
          (long) BitSource.LONG.get(window, j + n) ^ (long) BitSource.LONG.get(window, i + n);
      if (difference != 0) {
        return n + (Long.numberOfTrailingZeros(difference) >>> 3);
      }
      n += Long.BYTES;
    }
    while (n < limit && window[j + n] == window[i + n]) {
      n++;
    }
    return n;
  }

  private static int hash4(int v) {
    return (v * 0x9E37_79B1) >>> SHIFT_4;
  }

  private static int hash3(int v) {
    return ((v << 8) * 0x9E37_79B1) >>> SHIFT_3;
  }
}

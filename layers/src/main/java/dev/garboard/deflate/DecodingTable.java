package dev.garboard.deflate;

import java.util.Arrays;

/// A prefix code as a table to look bits up in: one level for codes up to `bits`, a second for
/// longer ones.
///
/// An entry, from its lowest bit: 6 bits to consume (code and extra bits); 2 free; 4 bits of the
/// code alone; 1 free; invalid; second level; exceptional (any of these two, or end of block); 15
/// bits of base or literal or start of the second level; literal. A 64-bit shift by an entry uses
/// the first 6 bits only.
final class DecodingTable {

  static final int INVALID = 1 << 13;
  static final int SECOND_LEVEL = 1 << 14;
  static final int EXCEPTIONAL = 1 << 15;
  static final int LITERAL = 1 << 31;
  static final int VALUE_SHIFT = 16;
  static final int CODE_SHIFT = 8;

  static final int LITERAL_BITS = 11;
  static final int DISTANCE_BITS = 8;

  /// What no bits lead to in a well-formed stream.
  private static final int NOTHING = EXCEPTIONAL | INVALID;

  private static final int[] LITERAL_SYMBOLS = new int[288];
  private static final int[] DISTANCE_SYMBOLS = new int[32];
  private static final int[] LENGTH_SYMBOLS = new int[19];

  static {
    Arrays.fill(LITERAL_SYMBOLS, NOTHING);
    Arrays.fill(DISTANCE_SYMBOLS, NOTHING);
    for (int i = 0; i < 256; i++) {
      LITERAL_SYMBOLS[i] = LITERAL | i << VALUE_SHIFT;
    }
    LITERAL_SYMBOLS[Alphabet.END_OF_BLOCK] = EXCEPTIONAL;
    for (int i = 0; i < Alphabet.LENGTH_BASE.length; i++) {
      LITERAL_SYMBOLS[257 + i] = Alphabet.LENGTH_BASE[i] << VALUE_SHIFT | Alphabet.LENGTH_EXTRA[i];
    }
    for (int i = 0; i < Alphabet.DISTANCES; i++) {
      DISTANCE_SYMBOLS[i] = Alphabet.DISTANCE_BASE[i] << VALUE_SHIFT | Alphabet.DISTANCE_EXTRA[i];
    }
    for (int i = 0; i < LENGTH_SYMBOLS.length; i++) {
      LENGTH_SYMBOLS[i] = i << VALUE_SHIFT;
    }
  }

  static final DecodingTable FIXED_LITERALS = literals();
  static final DecodingTable FIXED_DISTANCES = distances();

  static {
    byte[] five = new byte[32];
    Arrays.fill(five, (byte) 5);
    if (!FIXED_LITERALS.build(Alphabet.fixedLiteralLengths(), 0, 288, false)
        || !FIXED_DISTANCES.build(five, 0, 32, false)) {
      throw new AssertionError("the fixed codes are complete");
    }
  }

  /// The entries; the first `1 << bits` are the first level.
  final int[] entries;

  private final int bits;
  private final int[] symbols;
  private final int[] count = new int[Alphabet.MAX_CODE + 1];
  private final int[] sorted = new int[288];
  private int next;
  private int secondPrefix;
  private int secondStart;
  private int secondBits;

  /// The sizes are the largest that any code needs (zlib, `examples/enough.c`).
  private DecodingTable(int bits, int size, int[] symbols) {
    this.bits = bits;
    this.entries = new int[size];
    this.symbols = symbols;
  }

  static DecodingTable literals() {
    return new DecodingTable(LITERAL_BITS, 2342, LITERAL_SYMBOLS);
  }

  static DecodingTable distances() {
    return new DecodingTable(DISTANCE_BITS, 402, DISTANCE_SYMBOLS);
  }

  /// A table for the code that code lengths are stored in.
  static DecodingTable codeLengths() {
    return new DecodingTable(7, 128, LENGTH_SYMBOLS);
  }

  /// Builds the table for `n` symbols with these code lengths.
  ///
  /// @param sparse whether no code at all, or a single one of one bit, is allowed
  /// @return false when the lengths are not those of a prefix code
  boolean build(byte[] lengths, int offset, int n, boolean sparse) {
    Arrays.fill(count, 0);
    for (int i = 0; i < n; i++) {
      count[lengths[offset + i]]++;
    }
    count[0] = 0;
    int max = Alphabet.MAX_CODE;
    while (max > 0 && count[max] == 0) {
      max--;
    }
    int left = 1;
    for (int length = 1; length <= max; length++) {
      left = (left << 1) - count[length];
      if (left < 0) {
        return false;
      }
    }
    if (left > 0) {
      if (!sparse || max > 1) {
        return false;
      }
      Arrays.fill(entries, 0, 1 << bits, NOTHING + 1);
    }
    place(lengths, offset, n, max);
    return true;
  }

  private void place(byte[] lengths, int offset, int n, int max) {
    int[] at = new int[Alphabet.MAX_CODE + 2];
    for (int length = 1; length <= max; length++) {
      at[length + 1] = at[length] + count[length];
    }
    int used = at[max + 1];
    for (int i = 0; i < n; i++) {
      int length = lengths[offset + i];
      if (length > 0) {
        sorted[at[length]++] = i;
      }
    }
    next = 1 << bits;
    secondPrefix = -1;
    int code = 0;
    int previous = 0;
    for (int i = 0; i < used; i++) {
      int length = lengths[offset + sorted[i]];
      code <<= length - previous;
      previous = length;
      put(symbols[sorted[i]], length, Integer.reverse(code++) >>> (32 - length), max);
    }
  }

  private void put(int symbol, int length, int reversed, int max) {
    if (length <= bits) {
      int entry = symbol + length + (length << CODE_SHIFT);
      for (int i = reversed; i < 1 << bits; i += 1 << length) {
        entries[i] = entry;
      }
      return;
    }
    int prefix = reversed & ((1 << bits) - 1);
    if (prefix != secondPrefix) {
      startSecondLevel(prefix, length, max);
    }
    int rest = length - bits;
    int entry = symbol + rest + (rest << CODE_SHIFT);
    for (int i = reversed >>> bits; i < 1 << secondBits; i += 1 << rest) {
      entries[secondStart + i] = entry;
    }
    count[length]--;
  }

  /// Opens a second level just large enough for the longest code with this prefix.
  private void startSecondLevel(int prefix, int length, int max) {
    secondPrefix = prefix;
    secondStart = next;
    secondBits = length - bits;
    int left = 1 << secondBits;
    while (secondBits + bits < max) {
      left -= count[secondBits + bits];
      if (left <= 0) {
        break;
      }
      secondBits++;
      left <<= 1;
    }
    next += 1 << secondBits;
    entries[prefix] =
        EXCEPTIONAL | SECOND_LEVEL | secondStart << VALUE_SHIFT | secondBits << CODE_SHIFT | bits;
  }
}

package dev.garboard.deflate;

import java.io.IOException;
import java.util.Arrays;

/// Collects the literals and matches of one block and writes it in the shortest of the three forms.
final class BlockEncoder {

  /// Literals and matches per block. Literals alone must fit a stored block.
  static final int CAPACITY = 1 << 15;

  /// Below this, a dynamic header never pays.
  private static final int SMALL = 48;

  private static final int MAX_STORED = 0xffff;

  private static final byte[] LENGTH_SYMBOL = new byte[Alphabet.MAX_MATCH + 1];

  /// Distance symbols of distances up to 256, then of multiples of 128.
  private static final byte[] DISTANCE_SYMBOL = new byte[512];

  private static final PrefixCode FIXED_LITERALS = new PrefixCode(Alphabet.fixedLiteralLengths());
  private static final PrefixCode FIXED_DISTANCES;

  static {
    for (int s = 0; s < Alphabet.LENGTH_BASE.length; s++) {
      int to = s == 28 ? Alphabet.MAX_MATCH : Alphabet.MAX_MATCH - 1;
      Arrays.fill(LENGTH_SYMBOL, Alphabet.LENGTH_BASE[s], to + 1, (byte) s);
    }
    for (int s = 0; s < Alphabet.DISTANCES; s++) {
      int base = Alphabet.DISTANCE_BASE[s] - 1;
      Arrays.fill(DISTANCE_SYMBOL, base < 256 ? base : 256 + (base >>> 7), 512, (byte) s);
      if (base < 256) {
        Arrays.fill(DISTANCE_SYMBOL, base, 256, (byte) s);
      }
    }
    byte[] five = new byte[Alphabet.DISTANCES];
    Arrays.fill(five, (byte) 5);
    FIXED_DISTANCES = new PrefixCode(five);
  }

  private final BitOutput out;
  private final int[] tokens = new int[CAPACITY];
  private int size;
  private int span;
  private final int[] literalFrequencies = new int[Alphabet.LITERALS];
  private final int[] distanceFrequencies = new int[Alphabet.DISTANCES];

  BlockEncoder(BitOutput out) {
    this.out = out;
  }

  void literal(byte b) {
    tokens[size++] = b & 0xff;
    literalFrequencies[b & 0xff]++;
    span++;
  }

  void match(int length, int distance) {
    tokens[size++] = distance << 16 | length;
    literalFrequencies[257 + LENGTH_SYMBOL[length]]++;
    distanceFrequencies[distanceSymbol(distance)]++;
    span += length;
  }

  boolean isFull() {
    return size == CAPACITY;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// Writes the block, if only its end, and starts the next.
  ///
  /// @param raw holds the bytes that the block stands for, up to `end`
  void write(boolean last, byte[] raw, int end) throws IOException {
    literalFrequencies[Alphabet.END_OF_BLOCK] = 1;
    long fixed =
        FIXED_LITERALS.cost(literalFrequencies) + FIXED_DISTANCES.cost(distanceFrequencies);
    DynamicCodes dynamic = null;
    long best = fixed;
    if (size >= SMALL) {
      DynamicCodes codes = new DynamicCodes(literalFrequencies, distanceFrequencies);
      long cost = codes.cost(literalFrequencies, distanceFrequencies);
      if (cost < fixed) {
        dynamic = codes;
        best = cost;
      }
    }
    int finalBit = last ? 1 : 0;
    if (span <= MAX_STORED && 32 + 7 + 8L * span < best + extraBits()) {
      writeStored(finalBit, raw, end);
    } else if (dynamic != null) {
      out.bits(finalBit | 2 << 1, 3);
      dynamic.writeHeader(out);
      writeTokens(dynamic.literals(), dynamic.distances());
    } else {
      out.bits(finalBit | 1 << 1, 3);
      writeTokens(FIXED_LITERALS, FIXED_DISTANCES);
    }
    size = 0;
    span = 0;
    Arrays.fill(literalFrequencies, 0);
    Arrays.fill(distanceFrequencies, 0);
  }

  /// Writes an empty stored block, which ends at a byte boundary.
  void writeEmptyStored() throws IOException {
    out.bits(0, 3);
    out.align();
    out.bits(0xffff_0000L, 32);
  }

  private void writeStored(int finalBit, byte[] raw, int end) throws IOException {
    out.bits(finalBit, 3);
    out.align();
    out.bits(span | (long) (~span & 0xffff) << 16, 32);
    out.bytes(raw, end - span, span);
  }

  private void writeTokens(PrefixCode literals, PrefixCode distances) throws IOException {
    for (int i = 0; i < size; i++) {
      int token = tokens[i];
      int distance = token >>> 16;
      if (distance == 0) {
        out.bits(literals.code(token), literals.length(token));
        continue;
      }
      int length = token & 0xffff;
      int s = LENGTH_SYMBOL[length];
      int n = literals.length(257 + s);
      long bits = literals.code(257 + s);
      bits |= (long) (length - Alphabet.LENGTH_BASE[s]) << n;
      n += Alphabet.LENGTH_EXTRA[s];
      int d = distanceSymbol(distance);
      bits |= (long) distances.code(d) << n;
      n += distances.length(d);
      bits |= (long) (distance - Alphabet.DISTANCE_BASE[d]) << n;
      n += Alphabet.DISTANCE_EXTRA[d];
      out.bits(bits, n);
    }
    out.bits(literals.code(Alphabet.END_OF_BLOCK), literals.length(Alphabet.END_OF_BLOCK));
  }

  private long extraBits() {
    long sum = 0;
    for (int s = 0; s < Alphabet.LENGTH_EXTRA.length; s++) {
      sum += (long) literalFrequencies[257 + s] * Alphabet.LENGTH_EXTRA[s];
    }
    for (int s = 0; s < Alphabet.DISTANCES; s++) {
      sum += (long) distanceFrequencies[s] * Alphabet.DISTANCE_EXTRA[s];
    }
    return sum;
  }

  private static int distanceSymbol(int distance) {
    int d = distance - 1;
    return DISTANCE_SYMBOL[d < 256 ? d : 256 + (d >>> 7)];
  }
}

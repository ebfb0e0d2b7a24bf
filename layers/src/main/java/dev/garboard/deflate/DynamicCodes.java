package dev.garboard.deflate;

import java.io.IOException;

/// The two codes of a dynamic block and the header that describes them (RFC 1951 §3.2.7).
final class DynamicCodes {

  private static final int COUNT_BITS = 14;

  private final PrefixCode literals;
  private final PrefixCode distances;
  private final PrefixCode lengthCode;
  private final int literalCount;
  private final int distanceCount;
  private int lengthCount = Alphabet.ORDER.length;

  /// The code lengths, run-length coded: symbol, and its extra bits from bit 8 on.
  private final int[] runs = new int[Alphabet.LITERALS + Alphabet.DISTANCES];

  private int runCount;
  private final int[] runFrequencies = new int[Alphabet.ORDER.length];

  DynamicCodes(int[] literalFrequencies, int[] distanceFrequencies) {
    literals = PrefixCode.of(literalFrequencies, Alphabet.MAX_CODE);
    distances = PrefixCode.of(distanceFrequencies, Alphabet.MAX_CODE);
    literalCount = literals.used(257);
    distanceCount = distances.used(1);
    encodeRuns();
    lengthCode = PrefixCode.of(runFrequencies, 7);
    while (lengthCount > 4 && lengthCode.length(Alphabet.ORDER[lengthCount - 1]) == 0) {
      lengthCount--;
    }
  }

  PrefixCode literals() {
    return literals;
  }

  PrefixCode distances() {
    return distances;
  }

  /// Bits of header and symbols without the extra bits of matches.
  long cost(int[] literalFrequencies, int[] distanceFrequencies) {
    long sum = COUNT_BITS + 3L * lengthCount + lengthCode.cost(runFrequencies);
    sum += 2L * runFrequencies[16] + 3L * runFrequencies[17] + 7L * runFrequencies[18];
    return sum + literals.cost(literalFrequencies) + distances.cost(distanceFrequencies);
  }

  void writeHeader(BitOutput out) throws IOException {
    out.bits(literalCount - 257, 5);
    out.bits(distanceCount - 1, 5);
    out.bits(lengthCount - 4, 4);
    for (int i = 0; i < lengthCount; i++) {
      out.bits(lengthCode.length(Alphabet.ORDER[i]), 3);
    }
    for (int i = 0; i < runCount; i++) {
      int symbol = runs[i] & 0xff;
      out.bits(lengthCode.code(symbol), lengthCode.length(symbol));
      out.bits(runs[i] >>> 8, symbol < 16 ? 0 : symbol == 16 ? 2 : symbol == 17 ? 3 : 7);
    }
  }

  private void encodeRuns() {
    int total = literalCount + distanceCount;
    for (int i = 0; i < total; ) {
      int length = lengthAt(i);
      int run = 1;
      while (i + run < total && lengthAt(i + run) == length) {
        run++;
      }
      i += run;
      if (length == 0) {
        encodeZeros(run);
      } else {
        encodeRepeats(length, run);
      }
    }
  }

  private int lengthAt(int i) {
    return i < literalCount ? literals.length(i) : distances.length(i - literalCount);
  }

  private void encodeZeros(int run) {
    int left = run;
    while (left >= 11) {
      int n = Math.min(left, 138);
      add(18, n - 11);
      left -= n;
    }
    if (left >= 3) {
      add(17, left - 3);
    } else {
      addEach(0, left);
    }
  }

  private void encodeRepeats(int length, int run) {
    add(length, 0);
    int left = run - 1;
    while (left >= 3) {
      int n = Math.min(left, 6);
      add(16, n - 3);
      left -= n;
    }
    addEach(length, left);
  }

  private void addEach(int symbol, int times) {
    for (int i = 0; i < times; i++) {
      add(symbol, 0);
    }
  }

  private void add(int symbol, int extra) {
    runs[runCount++] = symbol | extra << 8;
    runFrequencies[symbol]++;
  }
}

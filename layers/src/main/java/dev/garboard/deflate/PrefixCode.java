package dev.garboard.deflate;

/// A prefix code to write with.
final class PrefixCode {

  private final byte[] lengths;
  private final short[] codes;

  PrefixCode(byte[] lengths) {
    this.lengths = lengths;
    this.codes = new short[lengths.length];
    CodeLengths.assign(lengths, lengths.length, codes);
  }

  /// The best code for these frequencies.
  static PrefixCode of(int[] frequencies, int limit) {
    byte[] lengths = new byte[frequencies.length];
    CodeLengths.compute(frequencies, frequencies.length, limit, lengths);
    return new PrefixCode(lengths);
  }

  int code(int symbol) {
    return codes[symbol] & 0xffff;
  }

  int length(int symbol) {
    return lengths[symbol];
  }

  /// Number of symbols without the unused ones at the end, at least `least`.
  int used(int least) {
    int n = lengths.length;
    while (n > least && lengths[n - 1] == 0) {
      n--;
    }
    return n;
  }

  /// Bits that so many symbols take, without their extra bits.
  long cost(int[] frequencies) {
    long sum = 0;
    for (int i = 0; i < frequencies.length; i++) {
      sum += (long) frequencies[i] * lengths[i];
    }
    return sum;
  }
}

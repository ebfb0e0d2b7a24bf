package dev.garboard.deflate;

/// The symbols of RFC 1951 §3.2.5: which lengths and distances they stand for.
final class Alphabet {

  static final int END_OF_BLOCK = 256;

  /// Symbols for literals and lengths that may occur; the fixed code has two more.
  static final int LITERALS = 286;

  static final int DISTANCES = 30;
  static final int MIN_MATCH = 3;
  static final int MAX_MATCH = 258;
  static final int WINDOW = 1 << 15;
  static final int MAX_CODE = 15;

  /// Order in which the lengths of the code length code are stored (§3.2.7).
  static final byte[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

  /// By length symbol, less 257.
  static final int[] LENGTH_BASE = new int[29];

  static final int[] LENGTH_EXTRA = new int[29];

  /// By distance symbol.
  static final int[] DISTANCE_BASE = new int[DISTANCES];

  static final int[] DISTANCE_EXTRA = new int[DISTANCES];

  static {
    int length = MIN_MATCH;
    for (int i = 0; i < 28; i++) {
      LENGTH_EXTRA[i] = i < 8 ? 0 : i / 4 - 1;
      LENGTH_BASE[i] = length;
      length += 1 << LENGTH_EXTRA[i];
    }
    LENGTH_BASE[28] = MAX_MATCH;
    int distance = 1;
    for (int i = 0; i < DISTANCES; i++) {
      DISTANCE_EXTRA[i] = i < 4 ? 0 : i / 2 - 1;
      DISTANCE_BASE[i] = distance;
      distance += 1 << DISTANCE_EXTRA[i];
    }
  }

  private Alphabet() {}

  /// Code lengths of the fixed literal and length code (§3.2.6).
  static byte[] fixedLiteralLengths() {
    byte[] lengths = new byte[288];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = (byte) (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
    }
    return lengths;
  }
}

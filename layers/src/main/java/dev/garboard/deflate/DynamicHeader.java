package dev.garboard.deflate;

import dev.garboard.deflate.InvalidDeflateException.Fault;
import java.util.Arrays;

/// Reads the codes of a dynamic block (RFC 1951 §3.2.7), refusing what zlib refuses.
final class DynamicHeader {

  /// Bytes that a block header may take.
  static final int MAX_BYTES = 600;

  private final DecodingTable literals = DecodingTable.literals();
  private final DecodingTable distances = DecodingTable.distances();
  private final DecodingTable codeLengths = DecodingTable.codeLengths();
  private final byte[] lengths = new byte[Alphabet.LITERALS + Alphabet.DISTANCES];

  DecodingTable literals() {
    return literals;
  }

  DecodingTable distances() {
    return distances;
  }

  /// Reads from right after the block type.
  void read(BitSource source) throws InvalidDeflateException {
    int literalCount = source.bits(5) + 257;
    int distanceCount = source.bits(5) + 1;
    int lengthCount = source.bits(4) + 4;
    if (literalCount > Alphabet.LITERALS || distanceCount > Alphabet.DISTANCES) {
      throw source.fault(Fault.TOO_MANY_SYMBOLS);
    }
    Arrays.fill(lengths, 0, Alphabet.ORDER.length, (byte) 0);
    for (int i = 0; i < lengthCount; i++) {
      lengths[Alphabet.ORDER[i]] = (byte) source.bits(3);
    }
    if (!codeLengths.build(lengths, 0, Alphabet.ORDER.length, false)) {
      throw source.fault(Fault.CODE_LENGTHS);
    }
    readLengths(source, literalCount + distanceCount);
    if (lengths[Alphabet.END_OF_BLOCK] == 0) {
      throw source.fault(Fault.NO_END_OF_BLOCK);
    }
    if (!literals.build(lengths, 0, literalCount, true)
        || !distances.build(lengths, literalCount, distanceCount, true)) {
      throw source.fault(Fault.CODE_LENGTHS);
    }
  }

  private void readLengths(BitSource source, int total) throws InvalidDeflateException {
    for (int i = 0; i < total; ) {
      int entry = codeLengths.entries[source.peek(7)];
      source.bit += entry & 63;
      int symbol = entry >>> DecodingTable.VALUE_SHIFT;
      if (symbol < 16) {
        lengths[i++] = (byte) symbol;
        continue;
      }
      if (symbol == 16 && i == 0) {
        throw source.fault(Fault.CODE_LENGTHS);
      }
      byte repeated = symbol == 16 ? lengths[i - 1] : 0;
      int times =
          switch (symbol) {
            case 16 -> 3 + source.bits(2);
            case 17 -> 3 + source.bits(3);
            default -> 11 + source.bits(7);
          };
      if (times > total - i) {
        throw source.fault(Fault.CODE_LENGTHS);
      }
      Arrays.fill(lengths, i, i + times, repeated);
      i += times;
    }
  }
}

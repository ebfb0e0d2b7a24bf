package dev.garboard.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.garboard.deflate.InvalidDeflateException.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;

/// Streams written bit by bit to break one rule each; zlib refuses them all, too.
class HostileDeflateTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final BitOutput bits = new BitOutput(bytes);

  @Test
  void reservedBlockType() throws IOException {
    bits.bits(7, 3);
    refused(Fault.RESERVED_BLOCK_TYPE, 3);
  }

  @Test
  void storedLengthWithoutItsComplement() throws IOException {
    bits.bits(1, 8);
    bits.bits(0xfffe_0002L, 32);
    refused(Fault.STORED_LENGTH, 40);
  }

  @Test
  void tooManyLiteralSymbols() throws IOException {
    dynamic(30, 0, 0);
    refused(Fault.TOO_MANY_SYMBOLS, 17);
  }

  @Test
  void tooManyDistanceSymbols() throws IOException {
    dynamic(0, 30, 0);
    refused(Fault.TOO_MANY_SYMBOLS, 17);
  }

  @Test
  void oversubscribedLengthCode() throws IOException {
    dynamic(0, 0, 0);
    bits.bits(0b001_001_001_000, 12);
    refused(Fault.CODE_LENGTHS, 29);
  }

  @Test
  void incompleteLengthCode() throws IOException {
    dynamic(0, 0, 0);
    bits.bits(0b001_000_000_000, 12);
    refused(Fault.CODE_LENGTHS, 29);
  }

  @Test
  void repetitionOfNothing() throws IOException {
    dynamic(0, 0, 0);
    // Order 16, 17, 18, 0: lengths 1, 1, 0, 0.
    bits.bits(0b000_000_001_001, 12);
    bits.bits(0, 1);
    refused(Fault.CODE_LENGTHS, 30);
  }

  @Test
  void noEndOfBlock() throws IOException {
    dynamic(0, 0, 0);
    // Codes for 0 (0) and 18 (1): 258 lengths, all zero.
    bits.bits(0b001_001_000_000, 12);
    bits.bits(1, 1);
    bits.bits(127, 7);
    bits.bits(1, 1);
    bits.bits(258 - 138 - 11, 7);
    refused(Fault.NO_END_OF_BLOCK, 45);
  }

  @Test
  void lengthSymbolBeyondTheAlphabet() throws IOException {
    fixed();
    bits.bits(0b0110_0011, 8);
    refused(Fault.CODE, 11);
  }

  @Test
  void distanceSymbolBeyondTheAlphabet() throws IOException {
    fixed();
    bits.bits(0b0000_1100, 8);
    bits.bits(0b100_0000, 7);
    bits.bits(0b01111, 5);
    refused(Fault.CODE, 23);
  }

  @Test
  void distanceBeforeTheStart() throws IOException {
    fixed();
    bits.bits(0b0000_1100, 8);
    bits.bits(0b100_0000, 7);
    bits.bits(0b10000, 5);
    refused(Fault.DISTANCE, 23);
  }

  private void dynamic(int literals, int distances, int lengths) throws IOException {
    bits.bits(0b101, 3);
    bits.bits(literals, 5);
    bits.bits(distances, 5);
    bits.bits(lengths, 4);
  }

  private void fixed() throws IOException {
    bits.bits(0b011, 3);
  }

  private void refused(Fault fault, long bitOffset) throws IOException {
    bits.align();
    bits.drain();
    bytes.write(new byte[64]);
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Samples.inflate(bytes.toByteArray()))
        .satisfies(e -> assertThat(e.getMessage()).isNotEqualTo("truncated"));
    RawInflater inflater = new RawInflater(new ByteArrayInputStream(bytes.toByteArray()));
    assertThatExceptionOfType(InvalidDeflateException.class)
        .isThrownBy(() -> RawInflaterTest.drain(inflater))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(fault))
        .satisfies(e -> assertThat(e.bitOffset()).isEqualTo(bitOffset));
  }
}

package dev.garboard.deflate;

import java.io.IOException;
import java.util.Locale;

/// A stream breaks the deflate format (RFC 1951).
public final class InvalidDeflateException extends IOException {

  /// What is wrong.
  public enum Fault {
    /// The stream ends inside a block.
    TRUNCATED,
    /// Block type 3.
    RESERVED_BLOCK_TYPE,
    /// A stored block's length and its complement do not match.
    STORED_LENGTH,
    /// More symbols than the alphabet has.
    TOO_MANY_SYMBOLS,
    /// Code lengths that are not a prefix code, or a repetition of nothing.
    CODE_LENGTHS,
    /// A block that could never end.
    NO_END_OF_BLOCK,
    /// Bits that are no code, or a code that means nothing.
    CODE,
    /// A match that reaches before the start.
    DISTANCE
  }

  private final Fault fault;
  private final long bitOffset;

  InvalidDeflateException(Fault fault, long bitOffset) {
    super(
        "invalid deflate stream at bit "
            + bitOffset
            + ": "
            + fault.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    this.fault = fault;
    this.bitOffset = bitOffset;
  }

  /// What is wrong.
  public Fault fault() {
    return fault;
  }

  /// Where decoding stopped, right after the bits at fault, counted from the start of the stream;
  /// an eighth of it is the byte.
  public long bitOffset() {
    return bitOffset;
  }
}

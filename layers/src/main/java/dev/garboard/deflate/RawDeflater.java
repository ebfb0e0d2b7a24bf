package dev.garboard.deflate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Writes one raw deflate stream (RFC 1951) in constant memory, from bytes and from other deflate
/// streams whose bits are carried over. Pure Java with integer arithmetic only: the same bytes on
/// every machine, whatever the sizes of the calls.
public final class RawDeflater {

  private final BitOutput out;
  private final BlockEncoder block;
  private final MatchFinder finder;
  private final RawInflater inflater;

  /// A deflater that writes large pieces to `out`, and never closes it.
  public RawDeflater(OutputStream out) {
    this.out = new BitOutput(out);
    this.block = new BlockEncoder(this.out);
    this.finder = new MatchFinder(block);
    this.inflater = new RawInflater(this.out::bytes);
  }

  /// Compresses bytes.
  public void write(byte[] bytes, int offset, int length) throws IOException {
    finder.write(bytes, offset, length);
  }

  /// Carries over a whole deflate stream: its bits follow at a byte boundary with the final flag of
  /// its last block cleared, cut after the last used bit. Its matches never reach before its own
  /// start, so they stay right.
  ///
  /// @param inflated receives the bytes that the stream stands for
  /// @return bits of the stream
  /// @throws InvalidDeflateException when it is not valid; what was written then is of no use
  public long splice(InputStream deflated, RawInflater.Chunks inflated) throws IOException {
    finder.encodeAll();
    if (!block.isEmpty()) {
      finder.endBlock(false);
    }
    if (!out.isAligned()) {
      block.writeEmptyStored();
    }
    inflater.start(deflated);
    inflater.transferTo(inflated);
    int rest = inflater.flushTee();
    out.bits(rest, (int) (inflater.bitPosition() & 7));
    inflater.tail((b, offset, n) -> finder.skip(b, offset, n, inflater.inflatedSize()));
    return inflater.bitPosition();
  }

  /// Ends the stream with a last block and hands everything to the output.
  public void finish() throws IOException {
    finder.encodeAll();
    finder.endBlock(true);
    out.align();
    out.drain();
  }
}

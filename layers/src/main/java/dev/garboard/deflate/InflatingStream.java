package dev.garboard.deflate;

import java.io.IOException;
import java.io.InputStream;

/// Inflates a raw deflate stream (RFC 1951) as an input stream.
public final class InflatingStream extends InputStream {

  private final InputStream deflated;
  private final RawInflater inflater;

  private InflatingStream(InputStream deflated) {
    this.deflated = deflated;
    this.inflater = new RawInflater(deflated);
  }

  /// The inflated bytes of a raw deflate stream; what follows that stream is ignored. Reading
  /// throws [InvalidDeflateException] where the stream is not valid. Closing closes `deflated`.
  public static InputStream of(InputStream deflated) {
    return new InflatingStream(deflated);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return inflater.read(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    deflated.close();
  }
}

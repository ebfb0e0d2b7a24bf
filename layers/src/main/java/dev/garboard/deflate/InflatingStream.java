package dev.garboard.deflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// Inflates a raw deflate stream (RFC 1951) as an input stream, by the host's zlib: what a stream
/// inflates to is the same everywhere, unlike what bytes deflate to, and native code needs no
/// warming up. Where the bits of the stream matter, [RawInflater] reads it.
public final class InflatingStream extends InflaterInputStream {

  private static final int BUFFER = 1 << 13;

  private InflatingStream(InputStream deflated) {
    super(deflated, new Inflater(true), BUFFER);
  }

  /// The inflated bytes of a raw deflate stream; what follows that stream is ignored. Reading
  /// throws [java.util.zip.ZipException] where the stream is not valid and [java.io.EOFException]
  /// where it ends too early. Closing frees memory outside of Java's, and closes `deflated`.
  public static InputStream of(InputStream deflated) {
    return new InflatingStream(deflated);
  }

  @Override
  public void close() throws IOException {
    inf.end();
    super.close();
  }
}

package dev.garboard.deflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// Inflates a raw deflate stream (RFC 1951) as an input stream, by the host's zlib: what a stream
/// inflates to is the same everywhere, unlike what bytes deflate to, and native code needs no
/// warming up. Where the bits of the stream matter, [RawInflater] reads it.
public final class InflatingStream extends InflaterInputStream {

  private static final int SMALLEST = 1 << 9;
  private static final int LARGEST = 1 << 15;

  private InflatingStream(InputStream deflated, int buffer) {
    super(deflated, new Inflater(true), buffer);
  }

  /// The inflated bytes of a raw deflate stream; what follows that stream is ignored. Reading
  /// throws [java.util.zip.ZipException] where the stream is not valid and [java.io.EOFException]
  /// where it ends too early. Closing frees memory outside of Java's, and closes `deflated`.
  public static InputStream of(InputStream deflated) {
    return of(deflated, LARGEST);
  }

  /// The same, with buffers that fit.
  ///
  /// @param size bytes of the deflated stream, as far as is known
  public static InputStream of(InputStream deflated, long size) {
    // Most files are small, and there are many of them.
    return new InflatingStream(deflated, Math.clamp(size, SMALLEST, LARGEST));
  }

  @Override
  public void close() throws IOException {
    inf.end();
    super.close();
  }
}

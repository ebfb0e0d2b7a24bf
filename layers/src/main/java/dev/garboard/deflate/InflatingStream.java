package dev.garboard.deflate;

import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// Inflates a raw deflate stream (RFC 1951).
public final class InflatingStream {

  private InflatingStream() {}

  /// The inflated bytes of a raw deflate stream.
  public static InputStream of(InputStream deflated) {
    return new InflaterInputStream(deflated, new Inflater(true));
  }
}

package dev.garboard.content;

import java.io.IOException;
import java.io.InputStream;

/// Content that also exists as one complete raw deflate stream (RFC 1951), as an entry of a zip
/// archive does. A layer writer may carry those bits over instead of compressing anew.
public interface DeflatedContent extends Content {

  /// Number of bytes that [#openDeflated] yields.
  long deflatedSize();

  /// CRC-32 of the inflated bytes as recorded beside the stream; not yet verified.
  int recordedCrc32();

  /// Opens the raw deflate stream from its start; the caller closes it.
  ///
  /// @throws IOException when the bytes cannot be read
  InputStream openDeflated() throws IOException;
}

package dev.garboard.layer;

import java.io.Closeable;
import java.io.IOException;

/// A tar output that compresses and keeps account of both sides. Closing frees what it holds; it
/// does not close the stream below.
interface CompressedTar extends TarOutput, Closeable {

  /// Ends the compressed stream; nothing may be written afterwards.
  Written finish() throws IOException;
}

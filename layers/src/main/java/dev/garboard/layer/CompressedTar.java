package dev.garboard.layer;

import java.io.IOException;

/// A tar output that compresses and keeps account of both sides.
interface CompressedTar extends TarOutput {

  /// Ends the compressed stream; nothing may be written afterwards.
  Written finish() throws IOException;
}

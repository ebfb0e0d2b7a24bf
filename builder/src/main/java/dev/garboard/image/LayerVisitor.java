package dev.garboard.image;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/// Sees the entries of layers, bottom to top.
interface LayerVisitor {

  void beginLayer();

  /// One entry; its content may be read now or not at all.
  void add(TarArchiveEntry entry, InputStream content) throws IOException;
}

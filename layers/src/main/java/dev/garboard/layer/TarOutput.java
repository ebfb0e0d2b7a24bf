package dev.garboard.layer;

import dev.garboard.content.Content;
import dev.garboard.tree.UnixPath;
import java.io.IOException;

/// Where the bytes of a tar go. File contents are handed over whole, so that an implementation may
/// use the form in which they already exist.
interface TarOutput {

  /// Headers and padding.
  void write(byte[] bytes, int offset, int length) throws IOException;

  /// All bytes of one file.
  ///
  /// @throws LayerException when they are not what the content announced
  void write(UnixPath path, Content content) throws IOException, LayerException;
}

package dev.garboard.layer;

import dev.garboard.content.Content;
import dev.garboard.tree.FileTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Turns a file tree into a layer blob: a deterministic tar, compressed, with its digest and its
/// diffID, in one pass and in memory that does not grow with the content.
///
/// The bytes are a pure function of tree and compression: the same on every host.
public final class LayerWriter {

  private LayerWriter() {}

  /// Writes the layer to a file, replacing what is there; on failure the file's content is
  /// undefined and the caller removes it.
  ///
  /// @throws LayerException when the tree cannot become a layer: the problems name its entries
  /// @throws IOException when a content cannot be read or the file not written
  public static LayerBlob write(FileTree tree, Compression compression, Path target)
      throws IOException, LayerException {
    Written written;
    try (OutputStream out = Files.newOutputStream(target)) {
      written = write(tree, compression, out);
    }
    return new LayerBlob(
        written.digest(),
        written.diffId(),
        compression,
        written.uncompressedSize(),
        Content.of(target));
  }

  /// Writes the layer to a stream, which stays open. The stream gets large pieces: it needs no
  /// buffer.
  ///
  /// @throws LayerException when the tree cannot become a layer: the problems name its entries
  /// @throws IOException when a content cannot be read or the stream not written
  public static Written write(FileTree tree, Compression compression, OutputStream target)
      throws IOException, LayerException {
    try (CompressedTar out =
        switch (compression) {
          case SPLICE -> new SplicedTar(target);
          case ZSTD_3 -> new ZstdTar(target);
        }) {
      new TarWriter(out).write(tree);
      return out.finish();
    }
  }
}

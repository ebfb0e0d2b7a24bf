package dev.garboard.layer;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.garboard.content.Content;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.io.OutputStream;

/// One zstd frame (RFC 8878) of level 3, made by the bundled native library.
final class ZstdTar implements CompressedTar {

  private static final int LEVEL = 3;

  private final DigestingOutput blob;
  private final DigestingOutput tar;
  private final ZstdOutputStreamNoFinalizer zstd;

  ZstdTar(OutputStream out) throws IOException {
    this.blob = new DigestingOutput(out);
    this.zstd = new ZstdOutputStreamNoFinalizer(blob, LEVEL);
    this.tar = new DigestingOutput(zstd);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    tar.write(bytes, offset, length);
  }

  @Override
  public void write(UnixPath path, Content content) throws IOException, LayerException {
    CheckedContent.copy(path, content, this::write);
  }

  @Override
  public Written finish() throws IOException {
    zstd.close();
    return new Written(blob.digest(), blob.count(), new DiffId(tar.digest()), tar.count());
  }

  @Override
  public void close() throws IOException {
    // Frees native memory; a second call does nothing.
    zstd.close();
  }
}

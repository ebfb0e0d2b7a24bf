package dev.garboard.layer;

import dev.garboard.content.Content;
import dev.garboard.content.DeflatedContent;
import dev.garboard.deflate.RawDeflater;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/// One gzip member (RFC 1952) that carries deflated contents over bit for bit and compresses all
/// else.
final class SplicedTar implements CompressedTar {

  /// No name, no time, unknown operating system.
  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

  private final DigestingOutput blob;
  private final DigestingOutput tar = new DigestingOutput(OutputStream.nullOutputStream());
  private final CRC32 crc = new CRC32();
  private final RawDeflater deflater;

  SplicedTar(OutputStream out) throws IOException {
    this.blob = new DigestingOutput(out);
    this.deflater = new RawDeflater(blob);
    blob.write(GZIP_HEADER, 0, GZIP_HEADER.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    account(bytes, offset, length);
    deflater.write(bytes, offset, length);
  }

  @Override
  public void write(UnixPath path, Content content) throws IOException, LayerException {
    if (content instanceof DeflatedContent deflated && content.size() > 0) {
      new CheckedContent(path, content, this::account).inflate(deflated, deflater::splice);
    } else {
      CheckedContent.copy(path, content, this::write);
    }
  }

  private void account(byte[] bytes, int offset, int length) throws IOException {
    crc.update(bytes, offset, length);
    tar.write(bytes, offset, length);
  }

  @Override
  public Written finish() throws IOException {
    deflater.finish();
    byte[] trailer = new byte[8];
    long both = crc.getValue() | tar.count() << 32;
    for (int i = 0; i < trailer.length; i++) {
      trailer[i] = (byte) (both >>> (8 * i));
    }
    blob.write(trailer, 0, trailer.length);
    return new Written(blob.digest(), blob.count(), new DiffId(tar.digest()), tar.count());
  }

  @Override
  public void close() {
    // Holds nothing but memory.
  }
}

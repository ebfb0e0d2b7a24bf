package dev.garboard.layer;

import dev.garboard.content.Content;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;

/// One gzip member (RFC 1952).
final class SplicedTar implements CompressedTar {

  /// No name, no time, unknown operating system.
  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

  private final DigestingOutput blob;
  private final DigestingOutput tar = new DigestingOutput(OutputStream.nullOutputStream());
  private final CRC32 crc = new CRC32();

  SplicedTar(OutputStream out) throws IOException {
    this.blob = new DigestingOutput(out);
    blob.write(GZIP_HEADER, 0, GZIP_HEADER.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    crc.update(bytes, offset, length);
    tar.write(bytes, offset, length);
    for (int done = 0; done < length; ) {
      int n = Math.min(length - done, 0xffff);
      stored(0, n);
      blob.write(bytes, offset + done, n);
      done += n;
    }
  }

  private void stored(int last, int n) throws IOException {
    byte[] head = {(byte) last, (byte) n, (byte) (n >> 8), (byte) ~n, (byte) (~n >> 8)};
    blob.write(head, 0, head.length);
  }

  @Override
  public void write(UnixPath path, Content content) throws IOException, LayerException {
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (InputStream in = content.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
        write(buffer, 0, n);
      }
    }
    if (size != content.size()) {
      throw new LayerException(new LayerProblem.SizeMismatch(path, content.size(), size));
    }
  }

  @Override
  public Written finish() throws IOException {
    stored(1, 0);
    byte[] trailer = new byte[8];
    long both = crc.getValue() | tar.count() << 32;
    for (int i = 0; i < 8; i++) {
      trailer[i] = (byte) (both >>> (8 * i));
    }
    blob.write(trailer, 0, trailer.length);
    return new Written(blob.digest(), blob.count(), new DiffId(tar.digest()), tar.count());
  }
}

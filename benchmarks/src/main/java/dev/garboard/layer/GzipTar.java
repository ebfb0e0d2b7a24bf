package dev.garboard.layer;

import dev.garboard.content.Content;
import dev.garboard.content.DeflatedContent;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// What a layer costs without the splice: zlib inflates every entry, zlib deflates the tar.
final class GzipTar implements CompressedTar {

  private static final int BUFFER = 1 << 16;

  private final DigestingOutput blob;
  private final GZIPOutputStream gzip;
  private final DigestingOutput tar;

  GzipTar(OutputStream out, int level) throws IOException {
    this.blob = new DigestingOutput(out);
    this.gzip =
        new GZIPOutputStream(blob, BUFFER) {
          {
            def.setLevel(level);
            def.setStrategy(Deflater.DEFAULT_STRATEGY);
          }
        };
    this.tar = new DigestingOutput(gzip);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    tar.write(bytes, offset, length);
  }

  @Override
  public void write(UnixPath path, Content content) throws IOException {
    if (content instanceof DeflatedContent deflated) {
      Inflater inflater = new Inflater(true);
      try (InputStream in = new InflaterInputStream(deflated.openDeflated(), inflater, BUFFER)) {
        copy(in);
      } finally {
        inflater.end();
      }
    } else {
      try (InputStream in = content.open()) {
        copy(in);
      }
    }
  }

  private void copy(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      tar.write(buffer, 0, n);
    }
  }

  @Override
  public Written finish() throws IOException {
    gzip.finish();
    return new Written(blob.digest(), blob.count(), new DiffId(tar.digest()), tar.count());
  }

  @Override
  public void close() throws IOException {
    gzip.close();
  }
}

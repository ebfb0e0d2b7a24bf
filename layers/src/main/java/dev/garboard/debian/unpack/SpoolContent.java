package dev.garboard.debian.unpack;

import dev.garboard.content.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A stretch of a file: one entry of an uncompressed tar archive.
record SpoolContent(Path file, long offset, long size) implements Content {

  @Override
  public InputStream open() throws IOException {
    return new Stretch(FileChannel.open(file, StandardOpenOption.READ), offset, offset + size);
  }

  private static final class Stretch extends InputStream {
    private final FileChannel channel;
    private final long end;
    private long position;

    Stretch(FileChannel channel, long start, long end) {
      this.channel = channel;
      this.position = start;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int wanted = (int) Math.min(length, end - position);
      int count =
          wanted == 0 ? -1 : channel.read(ByteBuffer.wrap(buffer, offset, wanted), position);
      if (count < 0 && wanted > 0) {
        throw new IOException("spooled package data ends at " + position);
      }
      position += Math.max(count, 0);
      return count;
    }

    @Override
    public long skip(long count) {
      long skipped = Math.clamp(count, 0, end - position);
      position += skipped;
      return skipped;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}

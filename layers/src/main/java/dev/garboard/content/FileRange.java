package dev.garboard.content;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A stretch of a file, which must be there as long as this is used.
public record FileRange(Path file, long offset, long size) implements Content {

  @Override
  public InputStream open() throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    channel.position(offset);
    return new Limited(Channels.newInputStream(channel), file, size);
  }

  /// Ends after so many bytes; fails when the file ends before.
  private static final class Limited extends FilterInputStream {
    private final Path file;
    private long left;

    Limited(InputStream in, Path file, long size) {
      super(in);
      this.file = file;
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = super.read(buffer, from, (int) Math.min(length, left));
      if (n < 0) {
        throw new EOFException(file + " ends " + left + " bytes early");
      }
      left -= n;
      return n;
    }

    @Override
    public long skip(long n) throws IOException {
      long skipped = super.skip(Math.min(n, left));
      left -= skipped;
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}

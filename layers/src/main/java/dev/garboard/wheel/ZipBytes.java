package dev.garboard.wheel;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Objects;

/// Random access to an archive's bytes. Reads name their position, so that threads may share it.
record ZipBytes(FileChannel channel, String name, long size) {

  /// Bytes at a position, little-endian, ready to be read.
  ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    long at = position;
    while (buffer.hasRemaining()) {
      int n = channel.read(buffer, at);
      if (n < 0) {
        throw new EOFException(name + ": ends at " + at);
      }
      at += n;
    }
    return buffer.flip();
  }

  /// A stream over part of the archive.
  InputStream stream(long position, long length) {
    return new RangeStream(this, position, position + length);
  }

  private static final class RangeStream extends InputStream {
    private final ZipBytes bytes;
    private final long end;
    private long at;

    RangeStream(ZipBytes bytes, long at, long end) {
      this.bytes = bytes;
      this.at = at;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (length == 0) {
        return 0;
      }
      if (at >= end) {
        return -1;
      }
      int wanted = (int) Math.min(length, end - at);
      int n = bytes.channel.read(ByteBuffer.wrap(target, offset, wanted), at);
      if (n < 0) {
        throw new EOFException(bytes.name + ": ends at " + at);
      }
      at += n;
      return n;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, end - at);
    }
  }
}

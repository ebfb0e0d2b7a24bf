package dev.garboard.layer;

import dev.garboard.content.DeflatedContent;
import dev.garboard.deflate.InflatingStream;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Content as a wheel's entry holds it, with facts that may lie.
final class DeflatedSample implements DeflatedContent {

  private final long size;
  private final byte[] deflated;
  private final int recordedCrc32;

  DeflatedSample(long size, byte[] deflated, int recordedCrc32) {
    this.size = size;
    this.deflated = deflated.clone();
    this.recordedCrc32 = recordedCrc32;
  }

  static DeflatedSample of(byte[] bytes, int level) {
    Deflater deflater = new Deflater(level, true);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] buffer = new byte[bytes.length + bytes.length / 100 + 100];
      byte[] deflated = Arrays.copyOf(buffer, deflater.deflate(buffer));
      CRC32 crc = new CRC32();
      crc.update(bytes);
      return new DeflatedSample(bytes.length, deflated, (int) crc.getValue());
    } finally {
      deflater.end();
    }
  }

  DeflatedSample withSize(long other) {
    return new DeflatedSample(other, deflated, recordedCrc32);
  }

  DeflatedSample withCrc32(int other) {
    return new DeflatedSample(size, deflated, other);
  }

  DeflatedSample withDeflated(byte[] other) {
    return new DeflatedSample(size, other, recordedCrc32);
  }

  byte[] deflated() {
    return deflated.clone();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public long deflatedSize() {
    return deflated.length;
  }

  @Override
  public int recordedCrc32() {
    return recordedCrc32;
  }

  @Override
  public InputStream openDeflated() {
    return new ByteArrayInputStream(deflated);
  }

  @Override
  public InputStream open() {
    return InflatingStream.of(openDeflated());
  }
}

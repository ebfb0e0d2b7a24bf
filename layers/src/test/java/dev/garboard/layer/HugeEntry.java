package dev.garboard.layer;

import dev.garboard.content.DeflatedContent;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;

/// Program that writes a layer with one entry of two gibibytes and a bit, which exists nowhere as a
/// whole: the same stored block again and again, and one final block.
final class HugeEntry {

  private static final int BLOCK = 0xf000;
  private static final int BLOCKS = 36_000;

  /// A multiple of 512, beyond 2 GiB.
  static final long SIZE = (long) BLOCK * (BLOCKS + 1);

  private static final byte[] INNER = block(false);
  private static final byte[] LAST = block(true);

  private HugeEntry() {}

  public static void main(String[] arguments) throws Exception {
    FileTree.TreeWriter tree = FileTree.writer();
    tree.put(UnixPath.of("huge"), TreeEntry.file(new Huge(), false));
    Written written =
        LayerWriter.write(tree.tree(), Compression.SPLICE, OutputStream.nullOutputStream());
    if (written.size() < SIZE) {
      throw new AssertionError("stored blocks cannot shrink: " + written.size());
    }
    System.out.println("tar " + written.uncompressedSize());
  }

  private record Huge() implements DeflatedContent {

    @Override
    public long size() {
      return SIZE;
    }

    @Override
    public long deflatedSize() {
      return (BLOCKS + 1L) * (BLOCK + 5);
    }

    @Override
    public int recordedCrc32() {
      CRC32 crc = new CRC32();
      for (int i = 0; i <= BLOCKS; i++) {
        crc.update(INNER, 5, BLOCK);
      }
      return (int) crc.getValue();
    }

    @Override
    public InputStream openDeflated() {
      return new InputStream() {
        private long at;

        @Override
        public int read() {
          throw new AssertionError("byte by byte would take minutes");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
          if (at == deflatedSize()) {
            return -1;
          }
          int inBlock = (int) (at % INNER.length);
          int n = Math.min(length, INNER.length - inBlock);
          System.arraycopy(at / INNER.length < BLOCKS ? INNER : LAST, inBlock, bytes, offset, n);
          at += n;
          return n;
        }
      };
    }

    @Override
    public InputStream open() {
      throw new AssertionError("the deflate stream is there to be used");
    }
  }

  private static byte[] block(boolean last) {
    byte[] block = new byte[BLOCK + 5];
    block[0] = (byte) (last ? 1 : 0);
    block[1] = (byte) BLOCK;
    block[2] = (byte) (BLOCK >> 8);
    block[3] = (byte) ~BLOCK;
    block[4] = (byte) (~BLOCK >> 8);
    for (int i = 5; i < block.length; i++) {
      block[i] = (byte) ((i * i) >>> 3);
    }
    return block;
  }
}

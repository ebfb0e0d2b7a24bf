package dev.garboard.image;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/// Reads one layer of a base, verifying its digest on the way.
final class LayerScan {

  private LayerScan() {}

  static void read(String base, ImageLayer layer, LayerVisitor files) throws AssemblyException {
    Digest expected = layer.descriptor().digest();
    MessageDigest state = Hashing.newState(expected.algorithm());
    try (DigestInputStream stored = new DigestInputStream(layer.content().open(), state)) {
      InputStream buffered = new BufferedInputStream(stored, 1 << 16);
      scan(buffered, files);
      buffered.transferTo(OutputStream.nullOutputStream());
    } catch (IOException | IllegalArgumentException e) {
      throw new AssemblyException(
          new AssemblyProblem.LayerNotReadable(base, expected, String.valueOf(e.getMessage())));
    }
    Digest found = new Digest(expected.algorithm(), HexFormat.of().formatHex(state.digest()));
    if (!found.equals(expected)) {
      throw new AssemblyException(new AssemblyProblem.BaseBlobCorrupt(base, expected, found));
    }
  }

  /// Shows the entries of a layer that is stored so, to the end of what is compressed.
  ///
  /// @param stored can be marked and reset
  static void scan(InputStream stored, LayerVisitor files) throws IOException {
    InputStream inflated = uncompressed(stored);
    TarArchiveInputStream tar = new TarArchiveInputStream(inflated, "UTF-8");
    files.beginLayer();
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      files.add(entry, tar);
    }
    // To the end of the compressed stream, whose checksum comes last.
    inflated.transferTo(OutputStream.nullOutputStream());
  }

  /// The tar behind gzip, Zstandard or no compression, told apart by their first bytes, as media
  /// types of old images are not to be trusted.
  static InputStream uncompressed(InputStream stored) throws IOException {
    stored.mark(4);
    byte[] magic = stored.readNBytes(4);
    stored.reset();
    if (magic.length >= 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
      return GzipCompressorInputStream.builder()
          .setInputStream(stored)
          .setDecompressConcatenated(true)
          .get();
    }
    boolean zstd =
        magic.length == 4
            && magic[0] == 0x28
            && magic[1] == (byte) 0xb5
            && magic[2] == 0x2f
            && magic[3] == (byte) 0xfd;
    return zstd ? new ZstdCompressorInputStream(stored) : stored;
  }
}

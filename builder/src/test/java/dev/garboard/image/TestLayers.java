package dev.garboard.image;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.layer.Compression;
import dev.garboard.layer.DiffId;
import dev.garboard.layer.LayerBlob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;

/// Makes small layers. Paths that end in `/` are directories, a content that begins with `->` is a
/// symbolic link; all else is a file, executable under a `bin` directory.
public final class TestLayers {

  private TestLayers() {}

  /// A gzip layer of these files.
  public static LayerBlob gzip(Map<String, String> files) {
    return blob(files, Compression.SPLICE);
  }

  /// A Zstandard layer of these files.
  public static LayerBlob zstd(Map<String, String> files) {
    return blob(files, Compression.ZSTD_3);
  }

  /// A layer with one text file.
  public static NewLayer single(String path, String text) {
    return new NewLayer(gzip(Map.of(path, text)), "key-of-" + path, "file " + path);
  }

  private static LayerBlob blob(Map<String, String> files, Compression compression) {
    byte[] tar = tar(files);
    byte[] stored = compress(tar, compression);
    return new LayerBlob(
        Hashing.sha256(stored),
        new DiffId(Hashing.sha256(tar)),
        compression,
        tar.length,
        Content.of(stored));
  }

  private static byte[] compress(byte[] tar, Compression compression) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (compression) {
          case SPLICE -> new GzipCompressorOutputStream(bytes);
          case ZSTD_3 -> new ZstdCompressorOutputStream(bytes);
        }) {
      out.write(tar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// A tar of these files.
  public static byte[] tar(Map<String, String> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, String> file : new LinkedHashMap<>(files).entrySet()) {
        put(tar, file.getKey(), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String path, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
    boolean link = text.startsWith("->");
    TarArchiveEntry entry =
        link ? new TarArchiveEntry(path, TarConstants.LF_SYMLINK) : new TarArchiveEntry(path);
    entry.setModTime(0);
    if (link) {
      entry.setLinkName(text.substring(2));
    } else if (!path.endsWith("/")) {
      entry.setSize(content.length);
      entry.setMode(path.contains("bin/") ? 0100755 : 0100644);
    }
    tar.putArchiveEntry(entry);
    if (entry.isFile() && !link) {
      tar.write(content);
    }
    tar.closeArchiveEntry();
  }
}

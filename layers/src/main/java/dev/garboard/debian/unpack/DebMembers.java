package dev.garboard.debian.unpack;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/// The members of a `.deb`, in their order: `debian-binary`, `control.tar.*`, `data.tar.*`.
final class DebMembers {

  /// No package of a distribution needs more to be read.
  private static final int XZ_MEMORY_LIMIT_KIB = 256 << 10;

  private DebMembers() {}

  /// Takes the two archives, decompressed, one after the other.
  interface Visitor {
    void control(InputStream tar) throws IOException, UnpackException;

    void data(InputStream tar) throws IOException, UnpackException;
  }

  static void read(Path deb, Visitor visitor) throws IOException, UnpackException {
    try (ArArchiveInputStream ar =
        new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(deb), 1 << 16))) {
      next(ar, "debian-binary");
      String version = new String(ar.readNBytes(16), StandardCharsets.US_ASCII).strip();
      if (!version.startsWith("2.")) {
        throw new IOException("format version `" + version + "`");
      }
      String control = next(ar, "control.tar");
      try (InputStream tar = decompressed(control, new UnclosedStream(ar))) {
        visitor.control(tar);
      }
      String data = next(ar, "data.tar");
      try (InputStream tar = decompressed(data, new UnclosedStream(ar))) {
        visitor.data(tar);
      }
    }
  }

  private static String next(ArArchiveInputStream ar, String prefix) throws IOException {
    ArArchiveEntry entry = ar.getNextEntry();
    // Members whose names begin with `_` are to be skipped (deb(5)).
    while (entry != null && entry.getName().startsWith("_")) {
      entry = ar.getNextEntry();
    }
    if (entry == null || !entry.getName().startsWith(prefix)) {
      throw new IOException(
          "expected member `"
              + prefix
              + "`, found `"
              + (entry == null ? "" : entry.getName())
              + "`");
    }
    return entry.getName();
  }

  private static InputStream decompressed(String name, InputStream in) throws IOException {
    return switch (name.substring(name.lastIndexOf(".tar") + 4)) {
      case "" -> in;
      case ".gz" ->
          GzipCompressorInputStream.builder()
              .setInputStream(in)
              .setDecompressConcatenated(true)
              .get();
      case ".xz" -> new XZInputStream(in, XZ_MEMORY_LIMIT_KIB);
      case ".zst" -> new ZstdInputStream(in);
      case String other ->
          throw new IOException("member `" + name + "`: compression `" + other + "`");
    };
  }

  /// The archive's stream goes on after a member, so closing the member must not close it.
  private static final class UnclosedStream extends FilterInputStream {
    UnclosedStream(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}

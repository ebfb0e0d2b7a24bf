package dev.garboard.debian.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/// The forms in which an archive offers an index, best first. Unpacking `xz` takes five times the
/// processor time, which a third fewer bytes do not make up for.
enum IndexForm {
  GZIP(".gz"),
  XZ(".xz");

  private static final int BUFFER = 1 << 16;

  private final String suffix;

  IndexForm(String suffix) {
    this.suffix = suffix;
  }

  /// An index as a release file lists it.
  ///
  /// @param path below the suite's directory
  record Offered(IndexForm form, String path, ReleaseText.IndexFile file) {}

  /// The forms of an index of packages that the release file lists.
  ///
  /// @throws ArchiveException when it lists none
  static List<Offered> of(VerifiedSuite suite, String component, Architecture architecture)
      throws ArchiveException {
    String path = path(component, architecture);
    List<Offered> offered = new ArrayList<>();
    for (IndexForm form : values()) {
      suite
          .text()
          .file(path + form.suffix)
          .ifPresent(file -> offered.add(new Offered(form, path + form.suffix, file)));
    }
    if (offered.isEmpty()) {
      throw new ArchiveException(
          new ArchiveProblem.NoIndex(suite.text().address(), path + XZ.suffix));
    }
    return offered;
  }

  static String path(String component, Architecture architecture) {
    return component + "/binary-" + architecture.id() + "/Packages";
  }

  InputStream open(Path file) throws IOException {
    return switch (this) {
      case GZIP ->
          GzipCompressorInputStream.builder()
              .setInputStream(Files.newInputStream(file))
              .setBufferSize(BUFFER)
              .setDecompressConcatenated(true)
              .get();
      case XZ -> new XZInputStream(new BufferedInputStream(Files.newInputStream(file)));
    };
  }
}

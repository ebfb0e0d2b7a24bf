package dev.garboard.debian.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/// The forms in which an archive offers a `Packages` file, best first. Unpacking `xz` takes five
/// times the processor time, which a third fewer bytes do not make up for.
enum PackagesForm {
  GZIP(".gz"),
  XZ(".xz");

  private static final int BUFFER = 1 << 16;

  private final String suffix;

  PackagesForm(String suffix) {
    this.suffix = suffix;
  }

  /// A file as a release file lists it.
  ///
  /// @param path below the suite's directory
  record Offered(PackagesForm form, String path, ReleaseText.IndexFile file) {}

  /// The forms of an index of packages that the release file lists.
  ///
  /// @throws ArchiveException when it lists none
  static List<Offered> of(VerifiedSuite suite, String component, Architecture architecture)
      throws ArchiveException {
    String path = path(component, architecture);
    List<Offered> offered = new ArrayList<>();
    for (PackagesForm form : values()) {
      suite
          .text()
          .file(path + form.suffix)
          .ifPresent(file -> offered.add(new Offered(form, path + form.suffix, file)));
    }
    if (offered.isEmpty()) {
      throw new ArchiveException(new ArchiveProblem.NoIndex(suite.text().address(), path));
    }
    return offered;
  }

  static String path(String component, Architecture architecture) {
    return component + "/binary-" + architecture.id() + "/Packages";
  }

  /// What the stream is of.
  ///
  /// @throws IOException when it does not begin as this form does; the stream stays open
  InputStream unpacked(InputStream packed) throws IOException {
    return switch (this) {
      case GZIP ->
          GzipCompressorInputStream.builder()
              .setInputStream(packed)
              .setBufferSize(BUFFER)
              .setDecompressConcatenated(true)
              .get();
      case XZ -> new XZInputStream(new BufferedInputStream(packed));
    };
  }
}

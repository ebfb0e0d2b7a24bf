package dev.garboard.debian.packages;

import dev.garboard.content.Digest;

/// Where a package's file lies in its archive and what its bytes must be.
///
/// @param archive which archive of the distribution, such as `debian` or `debian-security`
/// @param path relative to the archive's root, such as `pool/main/z/zlib/zlib1g_1.3_amd64.deb`
/// @param size number of bytes
/// @param digest of the bytes
public record PackageFile(String archive, String path, long size, Digest digest) {

  /// Validates.
  ///
  /// @throws IllegalArgumentException when the path is not a plain relative one or the size is
  ///   negative
  public PackageFile {
    if (path.startsWith("/") || ("/" + path + "/").contains("/../") || size < 0) {
      throw new IllegalArgumentException("not a file of an archive: `" + path + "`");
    }
  }
}

package dev.garboard.debian.packages;

import dev.garboard.content.Digest;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/// Where a package's file lies in its archive and what its bytes must be.
///
/// @param archive which archive of the distribution, such as `debian` or `debian-security`
/// @param path relative to the archive's root, such as `pool/main/z/zlib/zlib1g_1.3_amd64.deb`
/// @param size number of bytes
/// @param digest of the bytes
public record PackageFile(String archive, String path, long size, Digest digest) {

  /// What names and versions of packages are made of (Debian policy §5.6.1, §5.6.12). A `%` would
  /// be undone by a server, so that a path could leave the archive unseen.
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._+~:-]+");

  private static final Set<String> DIRECTORIES = Set.of(".", "..");

  /// Validates.
  ///
  /// @throws IllegalArgumentException when the path is not a plain relative one or the size is
  ///   negative
  public PackageFile {
    if (!isPlain(path) || size < 0) {
      throw new IllegalArgumentException("not a file of an archive: `" + path + "`");
    }
  }

  private static boolean isPlain(String path) {
    return Arrays.stream(path.split("/", -1))
        .allMatch(each -> SEGMENT.matcher(each).matches() && !DIRECTORIES.contains(each));
  }
}

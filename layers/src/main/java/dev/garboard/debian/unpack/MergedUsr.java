package dev.garboard.debian.unpack;

import dev.garboard.tree.UnixPath;
import java.util.Set;

/// The merged `/usr` layout: what a package puts in `/bin`, `/sbin` or `/lib*` lies below `/usr`,
/// and the top level has symbolic links.
public final class MergedUsr {

  private static final Set<String> MERGED =
      Set.of("bin", "sbin", "lib", "lib32", "lib64", "libo32", "libx32");

  private MergedUsr() {}

  /// Where the path lies once `/usr` is merged.
  public static UnixPath map(UnixPath path) {
    int slash = path.value().indexOf('/');
    return slash > 0 && MERGED.contains(path.value().substring(0, slash))
        ? new UnixPath("usr/" + path.value())
        : path;
  }

  /// Whether the path is one of the top-level directories that become links.
  static boolean isLinkName(UnixPath path) {
    return MERGED.contains(path.value());
  }
}

package dev.garboard.debian.base;

import dev.garboard.content.Content;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.packages.DebianVersion;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.debian.unpack.UnpackedPackage;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Makes the layer of system packages that lies on a base: their files, their alternatives, their
/// entries in the package database, and a loader cache that knows base and layer.
public final class SystemPackages {

  private SystemPackages() {}

  /// The layer, and what is to be said of it.
  public record Built(FileTree tree, List<BaseWarning> warnings) {
    /// Copies.
    public Built {
      warnings = List.copyOf(warnings);
    }
  }

  /// The loader cache of a base that has none, as its `ldconfig` would write it. The loader finds
  /// the base's own libraries without; those of a layer in further directories, and programs that
  /// ask for the cache, it does not serve.
  ///
  /// @param base what lies in the base, its libraries at least
  /// @param libc the version of the base's C library
  /// @throws IOException when contents cannot be read
  public static Content loaderCache(FileTree base, Architecture architecture, DebianVersion libc)
      throws IOException {
    return Content.of(LdSoCache.of(base, architecture, DebianBase.generator(libc)));
  }

  /// Builds the layer.
  ///
  /// @param packages the unpacked packages, none of which the base has
  /// @param baseCache the bytes of the base's `/etc/ld.so.cache`; empty when it has none
  /// @throws UnpackException when packages own the same path
  /// @throws IOException when contents or the base's cache cannot be read
  public static Built build(
      List<UnpackedPackage> packages, Content baseCache, Architecture architecture)
      throws UnpackException, IOException {
    BaseContents contents = new BaseContents(packages);
    List<BaseWarning> warnings = new ArrayList<>();
    for (Alternatives.Unread unread : Alternatives.apply(contents)) {
      warnings.add(new BaseWarning.AlternativeNotRead(unread.owner(), unread.line()));
    }
    DebianBase.writeStatus(contents);
    DebianBase.auditScripts(contents, warnings);
    FileTree.TreeWriter tree = FileTree.writer();
    contents.entries().forEach(tree::put);
    if (baseCache.size() > 0) {
      byte[] cache = LdSoCache.extend(baseCache.readAll(), contents.whole(), architecture);
      tree.put(UnixPath.of("etc/ld.so.cache"), TreeEntry.file(Content.of(cache), false));
    }
    return new Built(tree.tree(), warnings);
  }
}

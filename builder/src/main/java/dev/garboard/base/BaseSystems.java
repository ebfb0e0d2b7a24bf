package dev.garboard.base;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Directories;
import dev.garboard.content.Hashing;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.base.LibraryOffer;
import dev.garboard.debian.base.SystemPackages;
import dev.garboard.debian.packages.InstalledPackages;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.image.AssemblyException;
import dev.garboard.image.BaseImage;
import dev.garboard.image.BaseTree;
import dev.garboard.image.ImageLayer;
import dev.garboard.image.OwnBase;
import dev.garboard.oci.OciException;
import dev.garboard.oci.Platform;
import dev.garboard.store.RecordKind;
import dev.garboard.store.Store;
import dev.garboard.store.TreeShelf;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Finds out what images offer: bases of ours say it themselves; the layers of others are read,
/// once for each image, and the store remembers.
public final class BaseSystems {

  private static final String STATUS = "var/lib/dpkg/status";
  private static final String CACHE = "etc/ld.so.cache";

  private static final Predicate<String> WANTED =
      Pattern.compile(
              "(?:etc|usr/lib)/os-release|etc/ld\\.so\\.(?:cache|conf|conf\\.d/[^/]+)"
                  + "|var/lib/dpkg/status(?:\\.d/[^/]+)?"
                  + "|(?:.+/)?(?:lib|ld)[^/]*\\.so(?:\\.[^/]*)?")
          .asMatchPredicate();

  private final Store store;

  /// @param store remembers, and holds what is being read
  public BaseSystems(Store store) {
    this.store = store;
  }

  /// What a base offers.
  ///
  /// @throws AssemblyException when a layer cannot be read
  /// @throws IOException when the store cannot be written, or the package database is malformed
  public BaseSystem of(BaseImage.Existing image, Platform platform)
      throws AssemblyException, IOException {
    Optional<BaseSystem> stated = OwnBase.system(image.config()).flatMap(BaseSystems::parsed);
    return stated.isPresent()
        ? stated.get()
        : of(image.location(), image.layers(), DebianArchives.architecture(platform));
  }

  /// What these layers, laid over each other, offer.
  ///
  /// @param location names the image in messages
  /// @throws AssemblyException when a layer cannot be read
  /// @throws IOException when the store cannot be written, or the package database is malformed
  public BaseSystem of(
      String location, List<? extends ImageLayer> layers, Architecture architecture)
      throws AssemblyException, IOException {
    StringBuilder inputs = new StringBuilder("base system 2 ").append(architecture);
    layers.forEach(layer -> inputs.append(' ').append(layer.descriptor().digest()));
    Digest key = Hashing.sha256(inputs.toString());
    Optional<BaseSystem> known = known(key);
    if (known.isPresent()) {
      return known.get();
    }
    Path scratch =
        Files.createTempDirectory(
            Files.createDirectories(store.shelf(TreeShelf.WORK)), "base-system-");
    try {
      BaseSystem system =
          system(
              BaseTree.read(location, new NearLayers(store).of(layers), WANTED, scratch),
              location,
              architecture);
      store.putRecord(RecordKind.BASE, key, BaseSystemText.of(system));
      return system;
    } finally {
      Directories.delete(scratch);
    }
  }

  private Optional<BaseSystem> known(Digest key) throws IOException {
    return store.record(RecordKind.BASE, key).flatMap(BaseSystems::parsed);
  }

  private static Optional<BaseSystem> parsed(String text) {
    try {
      return Optional.of(BaseSystemText.parse(text));
    } catch (OciException | IllegalArgumentException e) {
      // Written by another version of this program: read the layers anew.
      return Optional.empty();
    }
  }

  static BaseSystem system(FileTree tree, String location, Architecture architecture)
      throws IOException {
    List<String> databases = new ArrayList<>();
    for (Map.Entry<UnixPath, TreeEntry> each : tree.entries().entrySet()) {
      if (each.getKey().value().startsWith(STATUS)) {
        databases.add(
            new String(content(tree, each.getKey().value()).readAll(), StandardCharsets.UTF_8));
      }
    }
    String release = text(tree, "etc/os-release");
    try {
      Map<String, PackageId> packages = InstalledPackages.read(databases);
      return new BaseSystem(
          release.isEmpty() ? text(tree, "usr/lib/os-release") : release,
          packages,
          cache(tree, architecture, packages),
          LibraryOffer.of(tree, architecture));
    } catch (IOException e) {
      throw new IOException(location + ": " + e.getMessage(), e);
    }
  }

  /// Held in memory: the tree's files go away.
  private static Content cache(
      FileTree tree, Architecture architecture, Map<String, PackageId> packages)
      throws IOException {
    byte[] own = content(tree, CACHE).readAll();
    PackageId libc = packages.get("libc6");
    return own.length > 0 || libc == null
        ? Content.of(own)
        : SystemPackages.loaderCache(tree, architecture, libc.version());
  }

  private static String text(FileTree tree, String path) throws IOException {
    return new String(content(tree, path).readAll(), StandardCharsets.UTF_8);
  }

  private static Content content(FileTree tree, String path) {
    return tree.get(new UnixPath(path)).orElse(TreeEntry.directory())
            instanceof TreeEntry.RegularFile(Content content, var _)
        ? content
        : Content.of("");
  }
}

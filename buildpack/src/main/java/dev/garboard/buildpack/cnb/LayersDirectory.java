package dev.garboard.buildpack.cnb;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The directory of a buildpack's layers. A launch layer of the previous image comes as its
/// metadata alone; written again without a directory, the image keeps the layer that the registry
/// has.
public final class LayersDirectory {
  private static final String TOML = ".toml";
  private final Path root;

  /// The directory that `CNB_LAYERS_DIR` names.
  public LayersDirectory(Path root) {
    this.root = root;
  }

  /// Where a layer's contents lie.
  public Path layer(String name) {
    return root.resolve(name);
  }

  /// The names of the layers that came back.
  ///
  /// @throws IOException when the directory cannot be read
  public SortedSet<String> names() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root, "*" + TOML)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        names.add(name.substring(0, name.length() - TOML.length()));
      }
    }
    names.remove("store");
    return names;
  }

  /// The metadata of a layer that came back; empty when none did, or it is malformed.
  ///
  /// @throws IOException when it cannot be read
  public Optional<SortedMap<String, String>> restored(String name) throws IOException {
    Path file = root.resolve(name + TOML);
    return Files.isRegularFile(file)
        ? TomlFile.read(file).map(table -> TomlFile.texts(table, "metadata"))
        : Optional.empty();
  }

  /// Keeps the layer that the previous image has.
  ///
  /// @param metadata the same as what came back
  /// @throws IOException when the directory cannot be written
  public void keep(String name, SortedMap<String, String> metadata) throws IOException {
    // An empty directory would replace the layer.
    delete(layer(name));
    Files.writeString(root.resolve(name + TOML), new LayerToml(LayerTypes.LAUNCH, metadata).text());
  }

  /// Keeps the layer that the previous image has, with the metadata that came back as it came.
  ///
  /// @throws IOException when the directory cannot be written
  public void keep(String name) throws IOException {
    delete(layer(name));
    Path file = root.resolve(name + TOML);
    String restored = Files.readString(file);
    String types = new LayerToml(LayerTypes.LAUNCH, new TreeMap<>()).text();
    Files.writeString(file, types.substring(0, types.indexOf("[metadata]")) + restored);
  }

  /// Begins a layer: an empty directory, and nothing left of a former one.
  ///
  /// @throws IOException when the directory cannot be written
  public Path create(String name) throws IOException {
    drop(name);
    return Files.createDirectory(layer(name));
  }

  /// Finishes a layer.
  ///
  /// @throws IOException when the directory cannot be written
  public void finish(String name, LayerToml toml) throws IOException {
    Files.writeString(root.resolve(name + TOML), toml.text());
  }

  /// Removes a layer with all that belongs to it.
  ///
  /// @throws IOException when the directory cannot be written
  public void drop(String name) throws IOException {
    delete(layer(name));
    Files.deleteIfExists(root.resolve(name + TOML));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root, name + ".sbom.*")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  /// Writes one of the files beside the layers: `launch.toml`, `build.toml`, `store.toml`.
  ///
  /// @throws IOException when the directory cannot be written
  public void write(String file, String text) throws IOException {
    Files.writeString(root.resolve(file), text);
  }

  /// The file of a bill of materials.
  ///
  /// @param subject a layer's name, or `launch` or `build`
  /// @param extension `cdx.json`, `spdx.json` or `syft.json`
  public Path sbom(String subject, String extension) {
    return root.resolve(subject + ".sbom." + extension);
  }

  /// The file of the metadata that is the buildpack's own.
  public Path store() {
    return root.resolve("store.toml");
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

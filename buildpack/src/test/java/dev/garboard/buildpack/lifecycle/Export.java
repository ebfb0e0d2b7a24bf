package dev.garboard.buildpack.lifecycle;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/// The phase export: what becomes of the layers' directory, and what the exporter refuses.
final class Export {
  private static final Set<String> FLAGS = Set.of("launch", "build", "cache");

  private Export() {}

  static LifecycleImage export(Path layers, LifecycleImage previous) throws IOException {
    NavigableMap<String, LifecycleImage.Layer> exported = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(layers, "*.toml")) {
      for (Path file : files) {
        String name = file.getFileName().toString().replaceFirst("\\.toml$", "");
        if (!Set.of("launch", "build", "store").contains(name)) {
          layer(layers, name, previous).forEach(layer -> exported.put(name, layer));
        }
      }
    }
    refuseStrayDirectories(layers, exported.keySet());
    Path launch = layers.resolve("launch.toml");
    return new LifecycleImage(
        exported,
        metadata(layers.resolve("store.toml")),
        Files.exists(launch) ? Files.readString(launch) : "",
        bills(layers, "launch"));
  }

  private static List<LifecycleImage.Layer> layer(Path layers, String name, LifecycleImage previous)
      throws IOException {
    TomlParseResult toml = parse(layers.resolve(name + ".toml"));
    if (toml.keySet().stream().anyMatch(FLAGS::contains)) {
      throw new IllegalStateException(name + ".toml: flags belong into `[types]`");
    }
    TomlTable types = toml.getTable("types");
    if (types == null || !types.getBoolean("launch", () -> false)) {
      return List.of();
    }
    Path directory = layers.resolve(name);
    NavigableMap<String, byte[]> bills = new TreeMap<>(bills(layers, name));
    NavigableMap<String, Object> metadata = metadata(layers.resolve(name + ".toml"));
    if (Files.isDirectory(directory)) {
      return List.of(new LifecycleImage.Layer(listing(directory), metadata, bills, false));
    }
    LifecycleImage.Layer before = previous.layers().get(name);
    if (before == null) {
      throw new IllegalStateException(name + ": no contents, and the previous image has none");
    }
    return List.of(new LifecycleImage.Layer(before.listing(), metadata, bills, true));
  }

  private static TomlParseResult parse(Path file) throws IOException {
    TomlParseResult toml = Toml.parse(file);
    if (toml.hasErrors()) {
      throw new IllegalStateException(file + ": " + toml.errors());
    }
    return toml;
  }

  private static NavigableMap<String, Object> metadata(Path file) throws IOException {
    NavigableMap<String, Object> metadata = new TreeMap<>();
    if (Files.exists(file)) {
      TomlTable table = parse(file).getTable("metadata");
      if (table != null) {
        table.toMap().forEach(metadata::put);
      }
    }
    return metadata;
  }

  private static void refuseStrayDirectories(Path layers, Set<String> known) throws IOException {
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(layers, Files::isDirectory)) {
      for (Path directory : directories) {
        if (!known.contains(directory.getFileName().toString())) {
          throw new IllegalStateException("a directory without metadata: " + directory);
        }
      }
    }
  }

  private static Map<String, byte[]> bills(Path layers, String subject) throws IOException {
    Map<String, byte[]> bills = new HashMap<>();
    for (String extension : List.of("cdx.json", "spdx.json", "syft.json")) {
      Path file = layers.resolve(subject + ".sbom." + extension);
      if (Files.exists(file)) {
        bills.put(extension, Files.readAllBytes(file));
      }
    }
    return bills;
  }

  /// What the layer's tar holds: the exporter sets owner and time, and keeps kind, mode and
  /// content.
  private static List<String> listing(Path layer) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(layer)) {
      for (Path path : paths.sorted().toList()) {
        String name = layer.relativize(path).toString();
        String mode =
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        if (Files.isSymbolicLink(path)) {
          lines.add("l " + name + " -> " + Files.readSymbolicLink(path));
        } else if (Files.isDirectory(path)) {
          lines.add("d " + mode + " " + name);
        } else {
          lines.add("f " + mode + " " + name + " " + Hashing.sha256(Content.of(path)));
        }
      }
    }
    return lines;
  }
}

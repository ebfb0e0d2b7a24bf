package dev.garboard.buildpack.lifecycle;

import dev.garboard.content.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;

/// The phase restore, for launch layers that are not cached: metadata and bills come back, contents
/// do not. Nobody looks at the architecture or the buildpack's version.
final class Restore {
  private Restore() {}

  static void restore(LifecycleImage previous, Path layers) throws IOException {
    for (Map.Entry<String, LifecycleImage.Layer> layer : previous.layers().entrySet()) {
      Files.writeString(
          layers.resolve(layer.getKey() + ".toml"),
          "[metadata]\n" + toml(TestLifecycle.throughTheLabel(layer.getValue().metadata())));
      for (Map.Entry<String, byte[]> bill : layer.getValue().bills().entrySet()) {
        Files.write(layers.resolve(layer.getKey() + ".sbom." + bill.getKey()), bill.getValue());
      }
    }
    if (!previous.store().isEmpty()) {
      Files.writeString(layers.resolve("store.toml"), "[metadata]\n" + toml(previous.store()));
    }
  }

  private static String toml(SortedMap<String, Object> metadata) {
    StringBuilder toml = new StringBuilder();
    metadata.forEach((key, value) -> {
      String text =
          value instanceof String string
              ? "\""
                  + string.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                  + "\""
              : value.toString();
      toml.append('"').append(key).append("\" = ").append(text).append('\n');
    });
    return toml.toString();
  }

  static void clear(Path directory) throws IOException {
    Directories.deleteIfExists(directory);
  }
}

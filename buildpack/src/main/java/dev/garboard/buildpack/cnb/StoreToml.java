package dev.garboard.buildpack.cnb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tomlj.TomlTable;

/// A `store.toml`: metadata of the buildpack as a whole that comes back in the next build.
public record StoreToml(SortedMap<String, String> metadata) {
  /// Copies.
  public StoreToml {
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
  }

  /// Reads the file; one that is absent or malformed holds nothing.
  ///
  /// @throws IOException when it cannot be read
  public static StoreToml read(Path file) throws IOException {
    SortedMap<String, String> metadata = new TreeMap<>();
    if (Files.isRegularFile(file)) {
      for (TomlTable table : TomlFile.read(file).stream().toList()) {
        metadata.putAll(TomlFile.texts(table, "metadata"));
      }
    }
    return new StoreToml(metadata);
  }

  /// The file's text.
  public String text() {
    return new TomlWriter().table("metadata").putAll(metadata).text();
  }
}

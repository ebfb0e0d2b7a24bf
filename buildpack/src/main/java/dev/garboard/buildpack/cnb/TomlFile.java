package dev.garboard.buildpack.cnb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/// Reads the TOML that the lifecycle writes.
final class TomlFile {
  private TomlFile() {}

  /// Empty when the file is no TOML.
  static Optional<TomlTable> read(Path file) throws IOException {
    TomlParseResult result = Toml.parse(Files.readString(file));
    return result.hasErrors() ? Optional.empty() : Optional.of(result);
  }

  /// The scalars of a table as text; tables and arrays are passed over.
  ///
  /// Metadata goes through JSON on its way into the image's label and back, where whole numbers
  /// become fractions: text alone comes back as it was.
  static SortedMap<String, String> texts(TomlTable parent, String name) {
    SortedMap<String, String> texts = new TreeMap<>();
    if (parent.get(List.of(name)) instanceof TomlTable table) {
      for (Map.Entry<String, Object> entry : table.entrySet()) {
        if (entry.getValue() instanceof String
            || entry.getValue() instanceof Number
            || entry.getValue() instanceof Boolean) {
          texts.put(entry.getKey(), entry.getValue().toString());
        }
      }
    }
    return texts;
  }
}

package dev.garboard.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A TOML file as plain values, for readers that look at tables which are none of this package's.
public final class TomlTree {

  private TomlTree() {}

  /// The file's tables: `String`, `Long`, `Boolean`, `List` and `Map`, in file order; other values
  /// are objects of no use but to be there.
  ///
  /// A file that is missing or is not TOML reads as empty: who needs its content says so.
  ///
  /// @throws IOException when the file is there and cannot be read
  public static Map<String, Object> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Map.of();
    }
    String text = Files.readString(file);
    Optional<TomlNode.Table> quick = CanonicalToml.parse(text);
    if (quick.isPresent()) {
      return plain(quick.get());
    }
    List<ProjectProblem> problems = new ArrayList<>();
    TomlNode.Table table = TomlText.parse(file.toString(), text, problems);
    return problems.isEmpty() ? plain(table) : Map.of();
  }

  static Map<String, Object> plain(TomlNode.Table table) {
    Map<String, Object> plain = new LinkedHashMap<>();
    table.entries().forEach((key, value) -> plain.put(key, plain(value)));
    return plain;
  }

  private static Object plain(TomlNode node) {
    return switch (node) {
      case TomlNode.Text text -> text.value();
      case TomlNode.Whole whole -> whole.value();
      case TomlNode.Flag flag -> flag.value();
      case TomlNode.Array array -> array.items().stream().map(TomlTree::plain).toList();
      case TomlNode.Table table -> plain(table);
      case TomlNode.Other other -> other;
    };
  }
}

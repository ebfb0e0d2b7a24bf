package dev.garboard.project;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// Turns TOML text into [TomlNode]s. Keys are only ever looked up as lists: tomlj takes a text key
/// apart at its dots.
final class TomlText {

  private TomlText() {}

  /// Adds every syntax fault to `problems`, in which case the table holds what could be read.
  static TomlNode.Table parse(String file, String text, List<ProjectProblem> problems) {
    String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
    TomlParseResult result = Toml.parse(withoutMark);
    for (TomlParseError error : result.errors()) {
      problems.add(
          new ProjectProblem.TomlSyntax(
              new SourcePosition(file, error.position().line(), error.position().column()),
              String.valueOf(error.getMessage())));
    }
    return table(result, 1, 1);
  }

  private static TomlNode.Table table(TomlTable table, int line, int column) {
    SequencedMap<String, TomlNode> entries = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : table.entrySet()) {
      TomlPosition at = table.inputPositionOf(List.of(entry.getKey()));
      entries.put(
          entry.getKey(),
          at == null
              ? node(entry.getValue(), line, column)
              : node(entry.getValue(), at.line(), at.column()));
    }
    return new TomlNode.Table(entries, line, column);
  }

  private static TomlNode node(Object value, int line, int column) {
    return switch (value) {
      case String text -> new TomlNode.Text(text, line, column);
      case Long number -> new TomlNode.Whole(number, line, column);
      case Boolean flag -> new TomlNode.Flag(flag, line, column);
      case TomlTable inner -> table(inner, line, column);
      case TomlArray array -> array(array, line, column);
      case Double _ -> new TomlNode.Other("float", line, column);
      default -> new TomlNode.Other("date or time", line, column);
    };
  }

  private static TomlNode array(TomlArray array, int line, int column) {
    List<TomlNode> items = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      TomlPosition at = array.inputPositionOf(i);
      items.add(
          at == null
              ? node(array.get(i), line, column)
              : node(array.get(i), at.line(), at.column()));
    }
    return new TomlNode.Array(items, line, column);
  }
}

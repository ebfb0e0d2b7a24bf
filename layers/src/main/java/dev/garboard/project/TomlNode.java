package dev.garboard.project;

import java.util.List;
import java.util.SequencedMap;

/// A TOML value with its place; all that the readers of this package see of TOML.
sealed interface TomlNode {

  /// From 1.
  int line();

  /// From 1.
  int column();

  /// The value's type in words.
  default String type() {
    return switch (this) {
      case Text _ -> "string";
      case Whole _ -> "integer";
      case Flag _ -> "boolean";
      case Array _ -> "array";
      case Table _ -> "table";
      case Other(String type, _, _) -> type;
    };
  }

  /// A string.
  record Text(String value, int line, int column) implements TomlNode {}

  /// An integer.
  record Whole(long value, int line, int column) implements TomlNode {}

  /// A boolean.
  record Flag(boolean value, int line, int column) implements TomlNode {}

  /// An array, of tables too.
  record Array(List<TomlNode> items, int line, int column) implements TomlNode {}

  /// A table, in file order.
  record Table(SequencedMap<String, TomlNode> entries, int line, int column) implements TomlNode {}

  /// A float, date or time: nothing that we read.
  record Other(String type, int line, int column) implements TomlNode {}
}

package dev.garboard.project;

import dev.garboard.project.ProjectProblem.InvalidValue;
import dev.garboard.project.ProjectProblem.MissingKey;
import dev.garboard.project.ProjectProblem.UnknownKey;
import dev.garboard.project.ProjectProblem.WrongType;
import dev.garboard.python.NearestNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Reads one table and notes what is wrong with it; a value of the wrong type counts as absent, so
/// that all faults come out together.
///
/// @param file as problems name it
/// @param path the dotted name of the table, for messages; empty for the top
record TomlCursor(String file, String path, TomlNode.Table table, List<ProjectProblem> problems) {

  /// Makes a value of a text.
  @FunctionalInterface
  interface TextParser<T> {
    /// Reads the text.
    ///
    /// @throws IllegalArgumentException when the text is not such a value
    T parse(String text);
  }

  SourcePosition at() {
    return position(table);
  }

  SourcePosition at(String key) {
    TomlNode node = table.entries().get(key);
    return node == null ? at() : position(node);
  }

  SourcePosition position(TomlNode node) {
    return new SourcePosition(file, node.line(), node.column());
  }

  boolean has(String key) {
    return table.entries().containsKey(key);
  }

  String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  @Nullable TomlNode get(String key) {
    return table.entries().get(key);
  }

  Optional<String> text(String key) {
    return switch (table.entries().get(key)) {
      case null -> Optional.empty();
      case TomlNode.Text(String value, _, _) -> Optional.of(value);
      case TomlNode other -> wrong(key, "string", other);
    };
  }

  /// The value, or a fallback with a problem noted when it is missing.
  String requiredText(String key, String fallback) {
    if (!has(key)) {
      problems.add(new MissingKey(at(), path, key));
    }
    return text(key).orElse(fallback);
  }

  Optional<Boolean> flag(String key) {
    return switch (table.entries().get(key)) {
      case null -> Optional.empty();
      case TomlNode.Flag(boolean value, _, _) -> Optional.of(value);
      case TomlNode other -> wrong(key, "boolean", other);
    };
  }

  Optional<Long> whole(String key) {
    return switch (table.entries().get(key)) {
      case null -> Optional.empty();
      case TomlNode.Whole(long value, _, _) -> Optional.of(value);
      case TomlNode other -> wrong(key, "integer", other);
    };
  }

  Optional<TomlCursor> table(String key) {
    return switch (table.entries().get(key)) {
      case null -> Optional.empty();
      case TomlNode.Table inner -> Optional.of(new TomlCursor(file, pathOf(key), inner, problems));
      case TomlNode other -> wrong(key, "table", other);
    };
  }

  /// The table, or an empty one.
  TomlCursor tableOrEmpty(String key) {
    return table(key)
        .orElseGet(() ->
            new TomlCursor(
                file,
                pathOf(key),
                new TomlNode.Table(new LinkedHashMap<>(), table.line(), table.column()),
                problems));
  }

  List<TomlNode> items(String key) {
    return switch (table.entries().get(key)) {
      case null -> List.of();
      case TomlNode.Array(List<TomlNode> items, _, _) -> items;
      case TomlNode other -> {
        wrong(key, "array", other);
        yield List.of();
      }
    };
  }

  /// The tables of an array.
  List<TomlCursor> tables(String key) {
    List<TomlCursor> tables = new ArrayList<>();
    for (TomlNode item : items(key)) {
      if (item instanceof TomlNode.Table inner) {
        tables.add(new TomlCursor(file, pathOf(key), inner, problems));
      } else {
        wrongItem(key, "table", item);
      }
    }
    return tables;
  }

  /// The strings of an array.
  List<String> texts(String key) {
    return texts(key, text -> text);
  }

  /// The strings of an array as values.
  <T> List<T> texts(String key, TextParser<T> parser) {
    List<T> values = new ArrayList<>();
    for (TomlNode item : items(key)) {
      if (item instanceof TomlNode.Text(String value, _, _)) {
        parsed(item, key, value, parser).ifPresent(values::add);
      } else {
        wrongItem(key, "string", item);
      }
    }
    return values;
  }

  /// A string as a value.
  <T> Optional<T> value(String key, TextParser<T> parser) {
    TomlNode node = table.entries().get(key);
    Optional<String> text = text(key);
    return node == null ? Optional.empty() : text.flatMap(t -> parsed(node, key, t, parser));
  }

  /// Each key of a table with its strings: `{ a = "x", b = "y" }`.
  SequencedMap<String, String> textMap(String key) {
    SequencedMap<String, String> map = new LinkedHashMap<>();
    table(key)
        .ifPresent(inner -> {
          for (String name : inner.table.entries().keySet()) {
            inner.text(name).ifPresent(value -> map.put(name, value));
          }
        });
    return map;
  }

  private <T> Optional<T> parsed(TomlNode at, String key, String text, TextParser<T> parser) {
    try {
      return Optional.of(parser.parse(text));
    } catch (IllegalArgumentException e) {
      problems.add(new InvalidValue(position(at), pathOf(key), String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /// Notes each key that is none of these.
  void rejectUnknown(List<String> known) {
    for (Map.Entry<String, TomlNode> entry : table.entries().entrySet()) {
      if (!known.contains(entry.getKey())) {
        problems.add(
            new UnknownKey(
                position(entry.getValue()),
                pathOf(entry.getKey()),
                NearestNames.of(entry.getKey(), known)));
      }
    }
  }

  <T> Optional<T> wrong(String key, String expected, TomlNode found) {
    problems.add(new WrongType(position(found), pathOf(key), expected, found.type()));
    return Optional.empty();
  }

  void wrongItem(String key, String expected, TomlNode found) {
    problems.add(new WrongType(position(found), pathOf(key) + "[]", expected, found.type()));
  }

  void invalid(TomlNode at, String key, String reason) {
    problems.add(new InvalidValue(position(at), pathOf(key), reason));
  }
}

package dev.garboard.debian.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the subset of TOML that [LockWriter] writes, and nothing else: tables of arrays, strings
/// without escapes, integers, arrays with one string a line. The first table has no name.
final class LockTables {

  private static final Pattern TABLE = Pattern.compile("\\[\\[([a-z]+)\\]\\]");
  private static final Pattern STRING = Pattern.compile("([a-z]+) = \"([^\"\\\\]*)\"");
  private static final Pattern INTEGER = Pattern.compile("([a-z]+) = (0|[1-9][0-9]{0,17})");
  private static final Pattern ARRAY = Pattern.compile("([a-z]+) = \\[(\\])?");
  private static final Pattern ITEM = Pattern.compile("    \"([^\"\\\\]*)\",");

  /// A table: its name, the line that begins it, its values. A string or integer is a list of one.
  record Table(String name, int line, Map<String, List<String>> values) {
    String text(String key) throws LockException {
      List<String> found = list(key);
      if (found.size() != 1) {
        throw malformed(line, "`" + key + "` is not one value");
      }
      return found.getFirst();
    }

    List<String> optionalList(String key) {
      return values.getOrDefault(key, List.of());
    }

    List<String> list(String key) throws LockException {
      return Optional.ofNullable(values.get(key))
          .orElseThrow(() -> malformed(line, "no `" + key + "` in this table"));
    }
  }

  private final String[] lines;
  private final List<Table> tables = new ArrayList<>();
  private int at;

  private LockTables(String text) {
    lines = text.split("\n", -1);
    tables.add(new Table("", 1, new TreeMap<>()));
  }

  static List<Table> parse(String text) throws LockException {
    LockTables parser = new LockTables(text);
    while (parser.at < parser.lines.length) {
      parser.line(parser.lines[parser.at++].replaceFirst("\r$", ""));
    }
    return parser.tables;
  }

  static LockException malformed(int line, String detail) {
    return new LockException(new LockProblem.Malformed(line, detail));
  }

  private void line(String line) throws LockException {
    Matcher table = TABLE.matcher(line);
    Matcher string = STRING.matcher(line);
    Matcher integer = INTEGER.matcher(line);
    Matcher array = ARRAY.matcher(line);
    if (table.matches()) {
      tables.add(new Table(table.group(1), at, new TreeMap<>()));
    } else if (string.matches()) {
      put(string.group(1), List.of(string.group(2)));
    } else if (integer.matches()) {
      put(integer.group(1), List.of(integer.group(2)));
    } else if (array.matches()) {
      put(array.group(1), array.group(2) != null ? List.of() : items());
    } else if (!line.isEmpty() && !line.startsWith("#")) {
      throw malformed(at, "`" + line + "`");
    }
  }

  private List<String> items() throws LockException {
    List<String> items = new ArrayList<>();
    while (at < lines.length) {
      String line = lines[at++].replaceFirst("\r$", "");
      Matcher item = ITEM.matcher(line);
      if (line.equals("]")) {
        return items;
      }
      if (!item.matches()) {
        throw malformed(at, "`" + line + "`");
      }
      items.add(item.group(1));
    }
    throw malformed(at, "array without an end");
  }

  private void put(String key, List<String> values) throws LockException {
    if (tables.getLast().values().put(key, values) != null) {
      throw malformed(at, "`" + key + "` twice");
    }
  }
}

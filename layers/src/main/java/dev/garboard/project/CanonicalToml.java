package dev.garboard.project;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the part of TOML in which uv writes lockfiles and most people write a `pyproject.toml`,
/// fast: keys without dots, strings of one line without escapes, whole numbers, booleans, arrays,
/// inline tables, headers, and comments. Whatever else it meets, valid TOML or not, it gives up,
/// and the file is read with [TomlText]. Its nodes have no places: a file in which something is
/// wrong is read again for them.
final class CanonicalToml {

  /// What uv writes nests three deep.
  private static final int DEPTH_LIMIT = 8;

  /// More digits may not fit a `long`.
  private static final int DIGITS = 18;

  private final String text;
  private final SequencedMap<String, TomlNode> top = new LinkedHashMap<>();

  /// Tables that a header named or implied: those alone may grow. By identity, as equal ones may be
  /// others.
  private final Set<SequencedMap<String, TomlNode>> declared =
      Collections.newSetFromMap(new IdentityHashMap<>());

  private int at;

  private CanonicalToml(String text) {
    this.text = text;
  }

  /// Thrown to give up; carries nothing, and costs nothing.
  private static final class OtherTomlException extends Exception {
    private OtherTomlException() {
      super("not as uv writes it", null, false, false);
    }
  }

  /// The file's top table; empty when the text is not of that part.
  static Optional<TomlNode.Table> parse(String text) {
    CanonicalToml reader = new CanonicalToml(text);
    try {
      reader.document();
      return Optional.of(table(reader.top));
    } catch (OtherTomlException e) {
      return Optional.empty();
    }
  }

  private static TomlNode.Table table(SequencedMap<String, TomlNode> entries) {
    return new TomlNode.Table(entries, 0, 0);
  }

  private void document() throws OtherTomlException {
    SequencedMap<String, TomlNode> current = top;
    while (true) {
      skip(true);
      if (at == text.length()) {
        return;
      }
      if (peek() == '[') {
        current = header();
      } else if (peek() != '#') {
        entry(current, 0);
      }
      skip(false);
      comment();
      if (at < text.length()) {
        expect('\n');
      }
    }
  }

  private SequencedMap<String, TomlNode> header() throws OtherTomlException {
    expect('[');
    boolean ofArray = peek() == '[';
    if (ofArray) {
      expect('[');
    }
    SequencedMap<String, TomlNode> parent = top;
    String key = key();
    while (peek() == '.') {
      at++;
      // The header of a parent that came into being so may follow; it is rare, and given up on.
      parent = parent.containsKey(key) ? inside(parent.get(key)) : newTable(parent, key);
      key = key();
    }
    expect(']');
    if (ofArray) {
      expect(']');
      return element(parent, key);
    }
    return newTable(parent, key);
  }

  /// The table that a header's prefix names.
  private SequencedMap<String, TomlNode> inside(@Nullable TomlNode node) throws OtherTomlException {
    if (node instanceof TomlNode.Array(List<TomlNode> items, _, _) && !items.isEmpty()) {
      return inside(items.getLast());
    }
    if (node instanceof TomlNode.Table(SequencedMap<String, TomlNode> entries, _, _)
        && declared.contains(entries)) {
      return entries;
    }
    throw new OtherTomlException();
  }

  private SequencedMap<String, TomlNode> newTable(SequencedMap<String, TomlNode> parent, String key)
      throws OtherTomlException {
    SequencedMap<String, TomlNode> entries = new LinkedHashMap<>();
    put(parent, key, table(entries));
    declared.add(entries);
    return entries;
  }

  private SequencedMap<String, TomlNode> element(SequencedMap<String, TomlNode> parent, String key)
      throws OtherTomlException {
    SequencedMap<String, TomlNode> entries = new LinkedHashMap<>();
    if (!parent.containsKey(key)) {
      parent.put(key, new TomlNode.Array(new ArrayList<>(List.of(table(entries))), 0, 0));
    } else if (parent.get(key) instanceof TomlNode.Array(List<TomlNode> items, _, _)
        && !items.isEmpty()
        && isElement(items.getLast())) {
      items.add(table(entries));
    } else {
      throw new OtherTomlException();
    }
    declared.add(entries);
    return entries;
  }

  private boolean isElement(TomlNode node) {
    return node instanceof TomlNode.Table(SequencedMap<String, TomlNode> entries, _, _)
        && declared.contains(entries);
  }

  private void entry(SequencedMap<String, TomlNode> into, int depth) throws OtherTomlException {
    String key = key();
    skip(false);
    expect('=');
    skip(false);
    put(into, key, value(depth));
  }

  private static void put(SequencedMap<String, TomlNode> into, String key, TomlNode value)
      throws OtherTomlException {
    if (into.putIfAbsent(key, value) != null) {
      throw new OtherTomlException();
    }
  }

  private TomlNode value(int depth) throws OtherTomlException {
    if (depth > DEPTH_LIMIT) {
      throw new OtherTomlException();
    }
    return switch (peek()) {
      case '"', '\'' -> new TomlNode.Text(string(peek()), 0, 0);
      case '[' -> array(depth);
      case '{' -> inlineTable(depth);
      case 't' -> flag("true");
      case 'f' -> flag("false");
      default -> whole();
    };
  }

  private TomlNode array(int depth) throws OtherTomlException {
    expect('[');
    List<TomlNode> items = new ArrayList<>();
    space();
    while (peek() != ']') {
      items.add(value(depth + 1));
      space();
      if (peek() == ',') {
        at++;
        space();
      } else if (peek() != ']') {
        throw new OtherTomlException();
      }
    }
    at++;
    // Unmodifiable, so that no header can add to it.
    return new TomlNode.Array(List.copyOf(items), 0, 0);
  }

  private TomlNode inlineTable(int depth) throws OtherTomlException {
    expect('{');
    SequencedMap<String, TomlNode> entries = new LinkedHashMap<>();
    skip(false);
    while (true) {
      entry(entries, depth + 1);
      skip(false);
      if (peek() == '}') {
        at++;
        return table(entries);
      }
      expect(',');
      skip(false);
    }
  }

  private TomlNode flag(String word) throws OtherTomlException {
    if (!text.startsWith(word, at)) {
      throw new OtherTomlException();
    }
    at += word.length();
    return new TomlNode.Flag(word.equals("true"), 0, 0);
  }

  private TomlNode whole() throws OtherTomlException {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    boolean zeroFirst = at - start > 1 && text.charAt(start) == '0';
    if (at == start || at - start > DIGITS || zeroFirst) {
      throw new OtherTomlException();
    }
    return new TomlNode.Whole(Long.parseLong(text, start, at, 10), 0, 0);
  }

  private String key() throws OtherTomlException {
    if (peek() == '"' || peek() == '\'') {
      return string(peek());
    }
    int start = at;
    while (at < text.length() && isBare(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw new OtherTomlException();
    }
    return text.substring(start, at);
  }

  private static boolean isBare(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  private String string(char quote) throws OtherTomlException {
    expect(quote);
    int start = at;
    while (peek() != quote) {
      char c = text.charAt(at);
      if ((c == '\\' && quote == '"') || c < ' ' || c == 0x7f) {
        throw new OtherTomlException();
      }
      at++;
    }
    boolean opensSeveralLines =
        at == start && at + 1 < text.length() && text.charAt(at + 1) == quote;
    if (opensSeveralLines) {
      throw new OtherTomlException();
    }
    return text.substring(start, at++);
  }

  /// What may lie between the items of an array.
  private void space() throws OtherTomlException {
    skip(true);
    while (at < text.length() && text.charAt(at) == '#') {
      comment();
      skip(true);
    }
  }

  /// To the end of the line.
  private void comment() throws OtherTomlException {
    if (at < text.length() && text.charAt(at) == '#') {
      while (at < text.length() && text.charAt(at) != '\n') {
        if (text.charAt(at) < ' ' || text.charAt(at) == 0x7f) {
          throw new OtherTomlException();
        }
        at++;
      }
    }
  }

  private void skip(boolean lines) {
    while (at < text.length() && (text.charAt(at) == ' ' || (lines && text.charAt(at) == '\n'))) {
      at++;
    }
  }

  private char peek() throws OtherTomlException {
    if (at >= text.length()) {
      throw new OtherTomlException();
    }
    return text.charAt(at);
  }

  private void expect(char c) throws OtherTomlException {
    if (peek() != c) {
      throw new OtherTomlException();
    }
    at++;
  }
}

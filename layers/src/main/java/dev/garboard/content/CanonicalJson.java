package dev.garboard.content;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes JSON whose bytes are a function of the value alone: keys sorted by UTF-16 code units, no
/// white space, the shortest escapes (RFC 8259). Digests of inputs are taken over this text.
///
/// Values are `String`, `Long`, `Integer`, `Boolean`, `List` and `Map` with `String` keys.
public final class CanonicalJson {

  private CanonicalJson() {}

  /// The canonical text of a value.
  ///
  /// @throws IllegalArgumentException when the value holds anything but the kinds above
  public static String write(Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  private static void append(StringBuilder out, Object value) {
    // Every start comes through here: a switch over types would be linked at run time each time.
    if (value instanceof String text) {
      appendText(out, text);
    } else if (value instanceof Long || value instanceof Integer || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof List<?> list) {
      appendList(out, list);
    } else if (value instanceof Map<?, ?> map) {
      appendMap(out, map);
    } else {
      throw new IllegalArgumentException("no JSON form: " + value.getClass());
    }
  }

  private static void appendList(StringBuilder out, List<?> list) {
    out.append('[');
    String separator = "";
    for (Object item : list) {
      out.append(separator);
      append(out, item);
      separator = ",";
    }
    out.append(']');
  }

  private static void appendMap(StringBuilder out, Map<?, ?> map) {
    TreeMap<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put((String) key, value));
    out.append('{');
    String separator = "";
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      out.append(separator);
      appendText(out, entry.getKey());
      out.append(':');
      append(out, entry.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private static void appendText(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(hexDigit(c & 15));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static char hexDigit(int value) {
    return Character.forDigit(value, 16);
  }
}

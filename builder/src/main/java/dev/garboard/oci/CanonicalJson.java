package dev.garboard.oci;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Writes [Json] in its one canonical form.
final class CanonicalJson {

  private CanonicalJson() {}

  static void append(Json json, StringBuilder out) {
    switch (json) {
      case JsonObject(var fields) -> {
        out.append('{');
        separated(fields.entrySet(), out, field -> appendField(field, out));
        out.append('}');
      }
      case Json.Array(List<Json> values) -> {
        out.append('[');
        separated(values, out, value -> append(value, out));
        out.append(']');
      }
      case Json.Text(String value) -> appendText(value, out);
      case Json.Numeral(String text) -> out.append(text);
      case Json.Literal literal -> out.append(word(literal));
    }
  }

  private static String word(Json.Literal literal) {
    return switch (literal) {
      case TRUE -> "true";
      case FALSE -> "false";
      case NULL -> "null";
    };
  }

  private static void appendField(Map.Entry<String, Json> field, StringBuilder out) {
    appendText(field.getKey(), out);
    out.append(':');
    append(field.getValue(), out);
  }

  private static <T> void separated(Iterable<T> items, StringBuilder out, Consumer<T> writer) {
    Iterator<T> iterator = items.iterator();
    while (iterator.hasNext()) {
      writer.accept(iterator.next());
      if (iterator.hasNext()) {
        out.append(',');
      }
    }
  }

  private static void appendText(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || isLoneSurrogate(text, i)) {
            out.append("\\u").append(hex4(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /// Half a character cannot be written in UTF-8, only escaped.
  private static boolean isLoneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  private static String hex4(char c) {
    String hex = Integer.toHexString(c);
    return "0".repeat(4 - hex.length()) + hex;
  }
}

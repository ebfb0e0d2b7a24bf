package dev.garboard.buildpack.cnb;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes the little TOML that a buildpack writes; its bytes are a function of the values alone.
final class TomlWriter {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");
  private final StringBuilder out = new StringBuilder();

  TomlWriter table(String name) {
    return heading("[" + name + "]");
  }

  /// One more item of an array of tables.
  TomlWriter item(String name) {
    return heading("[[" + name + "]]");
  }

  private TomlWriter heading(String heading) {
    out.append(out.isEmpty() ? "" : "\n").append(heading).append('\n');
    return this;
  }

  TomlWriter put(String key, String value) {
    return line(key, quoted(value));
  }

  TomlWriter put(String key, boolean value) {
    return line(key, Boolean.toString(value));
  }

  TomlWriter put(String key, List<String> values) {
    return line(
        key, values.stream().map(TomlWriter::quoted).collect(Collectors.joining(", ", "[", "]")));
  }

  TomlWriter putAll(Map<String, String> values) {
    values.forEach(this::put);
    return this;
  }

  private TomlWriter line(String key, String value) {
    out.append(BARE.matcher(key).matches() ? key : quoted(key)).append(" = ").append(value);
    out.append('\n');
    return this;
  }

  /// A basic string (TOML 1.0).
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f) {
        quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  String text() {
    return out.toString();
  }
}

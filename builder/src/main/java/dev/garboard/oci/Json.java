package dev.garboard.oci;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A JSON value (RFC 8259), immutable.
///
/// Written canonically: no whitespace, the names of an object sorted by UTF-16 code units, text as
/// UTF-8 with only the escapes that JSON demands, numbers exactly as they were read. Equal values
/// therefore have equal bytes, whatever document they came from.
public sealed interface Json permits JsonObject, Json.Array, Json.Text, Json.Numeral, Json.Literal {

  /// An ordered list of values.
  record Array(List<Json> values) implements Json {
    /// Copies.
    public Array {
      values = List.copyOf(values);
    }

    /// An array of texts.
    public static Array ofTexts(List<String> texts) {
      return new Array(texts.stream().<Json>map(Text::new).toList());
    }
  }

  /// A string.
  record Text(String value) implements Json {}

  /// A number, by its text, so that no digit of a foreign document is lost.
  record Numeral(String text) implements Json {
    /// A whole number.
    public static Numeral of(long value) {
      return new Numeral(Long.toString(value));
    }
  }

  /// The three words of JSON.
  enum Literal implements Json {
    TRUE,
    FALSE,
    NULL
  }

  /// This value in canonical form.
  default String text() {
    StringBuilder out = new StringBuilder();
    CanonicalJson.append(this, out);
    return out.toString();
  }

  /// This value in canonical form, as UTF-8.
  default byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }
}

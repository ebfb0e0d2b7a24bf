package dev.garboard.wheel;

import java.util.ArrayList;
import java.util.List;

/// Comma-separated values with `"` around fields that need it (RFC 4180; either line ending).
final class CsvLines {

  /// The fields of one record and the line on which it starts, from 1.
  record Line(int number, List<String> fields) {}

  private final String text;
  private int at;
  private int line = 1;

  private CsvLines(String text) {
    this.text = text;
  }

  /// All records; empty lines are passed over.
  static List<Line> parse(String text) {
    return new CsvLines(text).lines();
  }

  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    while (at < text.length()) {
      if (text.charAt(at) == '\n' || text.charAt(at) == '\r') {
        endLine();
        continue;
      }
      int start = line;
      List<String> fields = new ArrayList<>();
      fields.add(field());
      while (at < text.length() && text.charAt(at) == ',') {
        at++;
        fields.add(field());
      }
      lines.add(new Line(start, List.copyOf(fields)));
    }
    return lines;
  }

  private void endLine() {
    if (text.charAt(at) == '\n' || !text.startsWith("\r\n", at)) {
      line++;
    }
    at++;
  }

  private String field() {
    StringBuilder field = new StringBuilder();
    if (at < text.length() && text.charAt(at) == '"') {
      at++;
      quoted(field);
    }
    int start = at;
    while (at < text.length() && !endsField(text.charAt(at))) {
      at++;
    }
    return field.append(text, start, at).toString();
  }

  private static boolean endsField(char c) {
    return c == ',' || c == '\r' || c == '\n';
  }

  private void quoted(StringBuilder field) {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        if (at >= text.length() || text.charAt(at) != '"') {
          return;
        }
        at++;
      } else if (c == '\n') {
        line++;
      }
      field.append(c);
    }
  }

  /// A field as it is written: quoted only when needed.
  static String quote(String field) {
    for (int i = 0; i < field.length(); i++) {
      if (endsField(field.charAt(i)) || field.charAt(i) == '"') {
        return '"' + field.replace("\"", "\"\"") + '"';
      }
    }
    return field;
  }
}

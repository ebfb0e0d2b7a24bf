package dev.garboard.debian.packages;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What [ParagraphWriter] kept of a `Packages` file. A place is the number of a paragraph.
final class ParagraphTable {

  private static final byte[] PACKAGE = "Package:".getBytes(StandardCharsets.US_ASCII);

  private final byte[] text;
  private final int[] ends;
  private final NameTable names;
  private final NameTable provided;

  /// A table.
  ///
  /// @param text may go on after the last paragraph
  /// @param ends where paragraphs end; the end of one is the beginning of the next
  ParagraphTable(byte[] text, int[] ends, NameTable names, NameTable provided) {
    this.text = text;
    this.ends = ends;
    this.names = names;
    this.provided = provided;
  }

  int[] places(String name) {
    return names.find(name);
  }

  int[] provided(String name) {
    return provided.find(name);
  }

  /// A paragraph. All that is used of it is ASCII; to decode the rest as UTF-8 would only cost
  /// time.
  String paragraph(int place) {
    return text(start(place), ends[place]);
  }

  /// The names of all paragraphs, in order.
  List<String> names() {
    List<String> all = new ArrayList<>(ends.length);
    for (int place = 0; place < ends.length; place++) {
      all.add(name(place));
    }
    return all;
  }

  private String name(int place) {
    int at = start(place);
    while (!Arrays.equals(text, at, at + PACKAGE.length, PACKAGE, 0, PACKAGE.length)) {
      while (text[at] != '\n') {
        at++;
      }
      at++;
    }
    int value = skipBlanks(text, at + PACKAGE.length, ends[place]);
    return text(value, endOfName(text, value, ends[place]));
  }

  private int start(int place) {
    return place == 0 ? 0 : ends[place - 1];
  }

  private String text(int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }

  static int skipBlanks(byte[] text, int from, int to) {
    int at = from;
    while (at < to && isBlank(text[at])) {
      at++;
    }
    return at;
  }

  static int endOfName(byte[] text, int from, int to) {
    int at = from;
    while (at < to && !isBlank(text[at]) && ",:(|".indexOf(text[at]) < 0) {
      at++;
    }
    return at;
  }

  static boolean isBlank(byte c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }
}

package dev.garboard.environment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Lines of fields with a tab between them; `%`, tabs and line ends inside a field are escaped.
final class StateLines {

  private StateLines() {}

  static String line(String... fields) {
    return String.join("\t", Arrays.stream(fields).map(StateLines::escape).toList()) + "\n";
  }

  static List<List<String>> parse(String text) {
    List<List<String>> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty()) {
        lines.add(Arrays.stream(line.split("\t", -1)).map(StateLines::unescape).toList());
      }
    }
    return lines;
  }

  private static String escape(String field) {
    return field.replace("%", "%25").replace("\t", "%09").replace("\n", "%0A");
  }

  private static String unescape(String field) {
    return field.replace("%0A", "\n").replace("%09", "\t").replace("%25", "%");
  }
}

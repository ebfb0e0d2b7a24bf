package dev.garboard.hostbuild;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a project says about its own build.
///
/// @param directory of the `pyproject.toml`
/// @param pyproject its tables as they are in the file: `String`, `Long`, `Boolean`, `List` and
///   `Map`
/// @param version given by the user instead of a dynamic one; empty for none
public record BuildFacts(Path directory, Map<String, Object> pyproject, String version) {

  /// The table at these keys; empty when there is none.
  Map<String, Object> table(String... keys) {
    Map<String, Object> table = pyproject;
    for (String key : keys) {
      table = asTable(table.getOrDefault(key, Map.of()));
    }
    return table;
  }

  static Map<String, Object> asTable(Object value) {
    return value instanceof Map<?, ?> map
        ? map.entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> (String) entry.getKey(),
                    Map.Entry::getValue,
                    (first, _) -> first,
                    LinkedHashMap::new))
        : Map.of();
  }

  static String text(Map<String, Object> table, String key) {
    return table.get(key) instanceof String text ? text : "";
  }

  static List<String> texts(Map<String, Object> table, String key) {
    return table.get(key) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }
}

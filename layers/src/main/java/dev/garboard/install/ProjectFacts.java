package dev.garboard.install;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What must be known of a project to install it without its build backend.
///
/// @param entryPoints group to name to object reference; `[project.scripts]` is the group
///   `console_scripts`, `[project.gui-scripts]` is `gui_scripts`
/// @param directory the project's absolute directory where the environment is used, `/app`
public record ProjectFacts(
    ProjectMetadata metadata,
    SortedMap<String, SortedMap<String, String>> entryPoints,
    String directory) {

  /// Copies.
  public ProjectFacts {
    TreeMap<String, SortedMap<String, String>> copy = new TreeMap<>();
    entryPoints.forEach((group, points) ->
        copy.put(group, Collections.unmodifiableSortedMap(new TreeMap<>(points))));
    entryPoints = Collections.unmodifiableSortedMap(copy);
  }

  /// The entry points of a group; none when there is no such group.
  SortedMap<String, String> group(String name) {
    return entryPoints.getOrDefault(name, Collections.emptySortedMap());
  }

  /// The text of `entry_points.txt`: scripts first, other groups sorted; empty when there are none.
  String printEntryPoints() {
    StringBuilder text = new StringBuilder();
    print(text, "console_scripts", group("console_scripts"));
    print(text, "gui_scripts", group("gui_scripts"));
    entryPoints.forEach((group, points) -> {
      if (!group.equals("console_scripts") && !group.equals("gui_scripts")) {
        print(text, group, points);
      }
    });
    return text.toString();
  }

  private static void print(StringBuilder text, String group, Map<String, String> points) {
    if (points.isEmpty()) {
      return;
    }
    text.append('[').append(group).append("]\n");
    points.forEach((name, value) -> text.append(name).append(" = ").append(value).append('\n'));
    text.append('\n');
  }
}

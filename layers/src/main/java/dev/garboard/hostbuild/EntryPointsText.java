package dev.garboard.hostbuild;

import java.util.Map;
import java.util.TreeMap;

/// Writes `entry_points.txt` from the `[project]` table: sorted groups and names.
///
/// Specification: entry points, packaging.python.org.
final class EntryPointsText {

  private EntryPointsText() {}

  /// Empty when the project has none.
  static String of(BuildFacts facts) {
    TreeMap<String, Map<String, Object>> groups = new TreeMap<>();
    groups.put("console_scripts", facts.table("project", "scripts"));
    groups.put("gui_scripts", facts.table("project", "gui-scripts"));
    facts
        .table("project", "entry-points")
        .forEach((group, table) -> groups.put(group, BuildFacts.asTable(table)));
    StringBuilder out = new StringBuilder();
    groups.forEach((group, table) -> {
      if (!table.isEmpty()) {
        out.append('[').append(group).append("]\n");
        new TreeMap<>(table).forEach((name, target) -> out.append(name + " = " + target + "\n"));
        out.append('\n');
      }
    });
    return out.toString();
  }
}

package dev.garboard.pipeline;

import dev.garboard.install.ProjectFacts;
import dev.garboard.install.ProjectMetadata;
import dev.garboard.project.ProjectTable;
import dev.garboard.python.ExtraName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A project's `[project]` table as the facts of an installed distribution.
public final class StaticFacts {

  private StaticFacts() {}

  /// The facts.
  ///
  /// @param directory the project's absolute directory where the environment is used
  public static ProjectFacts of(ProjectTable.Declared project, String version, String directory) {
    ProjectTable.About about = project.about();
    return new ProjectFacts(
        new ProjectMetadata(
            about.name(),
            version,
            about.description(),
            project.requiresPython().toString(),
            requirements(project.requirements()),
            project.requirements().extras().keySet().stream().map(ExtraName::value).toList()),
        entryPoints(project.entryPoints()),
        directory);
  }

  private static List<String> requirements(ProjectTable.Requirements requirements) {
    List<String> all = new ArrayList<>(requirements.production());
    for (Map.Entry<ExtraName, List<String>> extra : requirements.extras().entrySet()) {
      for (String requirement : extra.getValue()) {
        all.add(ofExtra(requirement, extra.getKey()));
      }
    }
    return all;
  }

  /// Core metadata: a requirement of an extra bears a marker that names it.
  private static String ofExtra(String requirement, ExtraName extra) {
    String condition = "extra == '" + extra + "'";
    int semicolon = requirement.indexOf(';');
    if (semicolon < 0) {
      return requirement.strip() + " ; " + condition;
    }
    String marker = requirement.substring(semicolon + 1).strip();
    return requirement.substring(0, semicolon).strip() + " ; (" + marker + ") and " + condition;
  }

  private static SortedMap<String, SortedMap<String, String>> entryPoints(
      ProjectTable.EntryPoints points) {
    TreeMap<String, SortedMap<String, String>> groups = new TreeMap<>();
    put(groups, "console_scripts", points.scripts());
    put(groups, "gui_scripts", points.guiScripts());
    points.groups().forEach((group, entries) -> put(groups, group, entries));
    return groups;
  }

  private static void put(
      SortedMap<String, SortedMap<String, String>> groups,
      String group,
      Map<String, String> entries) {
    if (!entries.isEmpty()) {
      groups.put(group, new TreeMap<>(entries));
    }
  }
}

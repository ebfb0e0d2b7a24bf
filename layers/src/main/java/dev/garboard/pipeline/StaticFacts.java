package dev.garboard.pipeline;

import dev.garboard.install.ProjectFacts;
import dev.garboard.install.ProjectMetadata;
import dev.garboard.project.LockedMetadata;
import dev.garboard.project.LockedRequirement;
import dev.garboard.project.ProjectTable;
import dev.garboard.python.ExtraName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A project's `[project]` table as the facts of an installed distribution. Requirements that its
/// build backend computes are those that the lockfile was made from.
final class StaticFacts {

  private StaticFacts() {}

  /// The facts.
  ///
  /// @param locked what the lockfile records of the project
  /// @param directory the project's absolute directory where the environment is used
  static ProjectFacts of(
      ProjectTable.Declared project, LockedMetadata locked, String version, String directory) {
    ProjectTable.About about = project.about();
    boolean dynamicExtras = project.dynamic().contains("optional-dependencies");
    return new ProjectFacts(
        new ProjectMetadata(
            about.name(),
            version,
            about.description(),
            project.requiresPython().toString(),
            requirements(project, locked),
            (dynamicExtras
                    ? locked.providedExtras()
                    : project.requirements().extras().sequencedKeySet())
                .stream().map(ExtraName::value).toList()),
        entryPoints(project.entryPoints()),
        directory);
  }

  private static List<String> requirements(ProjectTable.Declared project, LockedMetadata locked) {
    List<String> all = new ArrayList<>(project.requirements().production());
    if (project.dynamic().contains("dependencies")) {
      all.addAll(recorded(locked, false));
    }
    project
        .requirements()
        .extras()
        .forEach((extra, texts) -> texts.forEach(text -> all.add(ofExtra(text, extra))));
    if (project.dynamic().contains("optional-dependencies")) {
      all.addAll(recorded(locked, true));
    }
    return all;
  }

  private static List<String> recorded(LockedMetadata locked, boolean ofExtras) {
    return locked.requirements().stream()
        .filter(requirement -> requirement.marker().toString().contains("extra ==") == ofExtras)
        .map(StaticFacts::text)
        .toList();
  }

  private static String text(LockedRequirement requirement) {
    StringBuilder text = new StringBuilder(requirement.name().value());
    if (!requirement.extras().isEmpty()) {
      text.append(
          requirement.extras().stream()
              .map(ExtraName::value)
              .collect(Collectors.joining(",", "[", "]")));
    }
    text.append(requirement.origin().getOrDefault("specifier", ""));
    String marker = requirement.marker().toString();
    return (marker.isEmpty() ? text : text.append(" ; ").append(marker)).toString();
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

package dev.garboard.project;

import dev.garboard.project.DependencyGroups.Entry;
import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.PackageName;
import dev.garboard.python.VersionSpecifiers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads a `pyproject.toml`.
final class PyProjectReader {

  private final LockValues values = new LockValues();
  private final TomlCursor top;

  private PyProjectReader(TomlCursor top) {
    this.top = top;
  }

  /// Adds what is wrong to `problems`; the result means little when there is any.
  static PyProject read(Path directory, String file, String text, List<ProjectProblem> problems) {
    Optional<TomlNode.Table> quick = CanonicalToml.parse(text);
    if (quick.isPresent()) {
      List<ProjectProblem> found = new ArrayList<>();
      PyProjectReader reader = new PyProjectReader(new TomlCursor(file, "", quick.get(), found));
      // Our own settings remember their places.
      boolean placeless = !reader.top.tableOrEmpty("tool").has("garboard");
      PyProject project = reader.read(directory);
      if (placeless && found.isEmpty()) {
        return project;
      }
    }
    return readWithPlaces(directory, file, text, problems);
  }

  /// As [#read], by the slower way on which all that is wrong has its line and column.
  static PyProject readWithPlaces(
      Path directory, String file, String text, List<ProjectProblem> problems) {
    TomlNode.Table table = TomlText.parse(file, text, problems);
    return new PyProjectReader(new TomlCursor(file, "", table, problems)).read(directory);
  }

  private PyProject read(Path directory) {
    TomlCursor tool = top.tableOrEmpty("tool");
    TomlCursor uv = tool.tableOrEmpty("uv");
    return new PyProject(
        directory,
        top.table("project").flatMap(this::declared).orElseGet(ProjectTable.Absent::new),
        new DependencyGroups(groups(), uv.texts("dev-dependencies")),
        buildSystem(),
        new UvSettingsReader(uv, values).read(),
        new GarboardSettingsReader(tool.tableOrEmpty("garboard")).read());
  }

  private Optional<ProjectTable> declared(TomlCursor project) {
    if (!project.has("name")) {
      project.problems().add(new ProjectProblem.MissingKey(project.at(), "project", "name"));
      return Optional.empty();
    }
    Optional<PackageName> name = project.value("name", PackageName::of);
    ProjectTable.About about =
        new ProjectTable.About(
            project.text("name").orElse(""),
            project.text("version").orElse(""),
            project.text("description").orElse(""),
            readme(project));
    VersionSpecifiers requiresPython =
        project.value("requires-python", VersionSpecifiers::parse).orElse(VersionSpecifiers.ANY);
    List<String> dynamic = project.texts("dynamic");
    ProjectTable.Requirements requirements =
        new ProjectTable.Requirements(project.texts("dependencies"), extras(project));
    ProjectTable.EntryPoints entryPoints = entryPoints(project);
    return name.map(n ->
        new ProjectTable.Declared(n, about, requiresPython, dynamic, requirements, entryPoints));
  }

  /// A path, or a table with the key `file`.
  private static String readme(TomlCursor project) {
    return project.get("readme") instanceof TomlNode.Table
        ? project.table("readme").flatMap(table -> table.text("file")).orElse("")
        : project.text("readme").orElse("");
  }

  private SequencedMap<ExtraName, List<String>> extras(TomlCursor project) {
    SequencedMap<ExtraName, List<String>> extras = new LinkedHashMap<>();
    project
        .table("optional-dependencies")
        .ifPresent(table -> {
          for (String key : table.table().entries().keySet()) {
            values.extra(table, key).ifPresent(e -> extras.put(e, table.texts(key)));
          }
        });
    return extras;
  }

  private static ProjectTable.EntryPoints entryPoints(TomlCursor project) {
    SequencedMap<String, SequencedMap<String, String>> groups = new LinkedHashMap<>();
    project
        .table("entry-points")
        .ifPresent(table -> {
          for (String key : table.table().entries().keySet()) {
            groups.put(key, table.textMap(key));
          }
        });
    return new ProjectTable.EntryPoints(
        project.textMap("scripts"), project.textMap("gui-scripts"), groups);
  }

  private SequencedMap<GroupName, List<Entry>> groups() {
    SequencedMap<GroupName, List<Entry>> groups = new LinkedHashMap<>();
    top.table("dependency-groups")
        .ifPresent(table -> {
          for (String key : table.table().entries().keySet()) {
            Optional<GroupName> name = values.group(table, key);
            if (name.isPresent() && groups.containsKey(name.get())) {
              table
                  .problems()
                  .add(
                      new ProjectProblem.InvalidValue(
                          table.at(key), table.pathOf(key), "this group is declared twice"));
            }
            List<Entry> entries = entries(table, key);
            name.ifPresent(n -> groups.put(n, entries));
          }
        });
    return groups;
  }

  private List<Entry> entries(TomlCursor table, String key) {
    List<Entry> entries = new ArrayList<>();
    for (TomlNode item : table.items(key)) {
      if (item instanceof TomlNode.Text(String text, _, _)) {
        entries.add(new Entry.Requirement(text));
      } else if (item instanceof TomlNode.Table inner) {
        TomlCursor include =
            new TomlCursor(table.file(), table.pathOf(key), inner, table.problems());
        include.rejectUnknown(List.of("include-group"));
        include
            .value("include-group", GroupName::of)
            .ifPresent(g -> entries.add(new Entry.Include(g)));
      } else {
        table.wrongItem(key, "string or table", item);
      }
    }
    return entries;
  }

  private BuildSystem buildSystem() {
    TomlCursor table = top.tableOrEmpty("build-system");
    return new BuildSystem(
        top.has("build-system"),
        table.texts("requires"),
        table.text("build-backend").orElse(""),
        table.texts("backend-path"));
  }
}

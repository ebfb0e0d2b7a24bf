package dev.garboard.buildpack;

import dev.garboard.project.ProjectTable;
import dev.garboard.project.PyProject;
import dev.garboard.python.PackageName;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.Selection;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What `launch.toml` is made of beside the application's files: facts of the project and the lock,
/// as texts, so that they can be remembered. Lists have one item a line.
record LaunchFacts(SortedMap<String, String> texts) {
  private static final String MEMBER = "member";
  private static final String OTHERS = "others";
  private static final String SCRIPTS = "scripts";
  private static final String SERVERS = "servers";
  private static final String ENTRYPOINT = "entrypoint";
  private static final String CMD = "cmd";
  private static final String TITLE = "title";
  private static final String VERSION = "version";

  /// Distributions that decide how an application is served.
  private static final List<String> SERVING = List.of("django", "gunicorn", "uvicorn");

  LaunchFacts {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  static LaunchFacts of(Choices choices, Selection selection) {
    SortedMap<String, String> texts = new TreeMap<>();
    Path application = choices.context().application();
    PyProject member = choices.member();
    texts.put(MEMBER, application.relativize(member.directory()).toString());
    texts.put(
        OTHERS,
        lines(
            choices.project().members().stream()
                .map(PyProject::directory)
                .filter(other -> !member.directory().startsWith(other))
                .filter(other -> !other.startsWith(member.directory()))
                .map(other -> application.relativize(other).toString())
                .toList()));
    Optional<ProjectTable.Declared> declared = member.declared();
    texts.put(
        SCRIPTS,
        lines(
            declared.map(ProjectTable.Declared::entryPoints).stream()
                .flatMap(points -> points.scripts().keySet().stream())
                .toList()));
    texts.put(
        SERVERS,
        lines(
            selection.packages().stream()
                .map(SelectedPackage::name)
                .map(PackageName::value)
                .filter(SERVING::contains)
                .toList()));
    texts.put(ENTRYPOINT, lines(choices.entrypoint()));
    texts.put(CMD, lines(choices.cmd()));
    texts.put(TITLE, declared.map(d -> d.name().value()).orElse(""));
    texts.put(VERSION, declared.map(d -> d.about().version()).orElse(""));
    return new LaunchFacts(texts);
  }

  private static String lines(List<String> items) {
    return String.join("\n", items);
  }

  private List<String> list(String key) {
    return Arrays.stream(texts.getOrDefault(key, "").split("\n", -1))
        .filter(item -> !item.isEmpty())
        .toList();
  }

  /// Directory of the member whose files are the application.
  Path member(Path application) {
    return application.resolve(texts.getOrDefault(MEMBER, ""));
  }

  /// Directories of members that the application does not contain, relative.
  List<String> others() {
    return list(OTHERS);
  }

  List<String> scripts() {
    return list(SCRIPTS);
  }

  boolean has(String distribution) {
    return list(SERVERS).contains(distribution);
  }

  List<String> entrypoint() {
    return list(ENTRYPOINT);
  }

  List<String> cmd() {
    return list(CMD);
  }

  SortedMap<String, String> labels() {
    SortedMap<String, String> labels = new TreeMap<>();
    if (!texts.getOrDefault(TITLE, "").isEmpty()) {
      labels.put("org.opencontainers.image.title", texts.getOrDefault(TITLE, ""));
    }
    if (!texts.getOrDefault(VERSION, "").isEmpty()) {
      labels.put("org.opencontainers.image.version", texts.getOrDefault(VERSION, ""));
    }
    return labels;
  }
}

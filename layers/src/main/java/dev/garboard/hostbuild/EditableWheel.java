package dev.garboard.hostbuild;

import dev.garboard.content.Content;
import dev.garboard.python.PackageName;
import dev.garboard.python.Version;
import dev.garboard.python.WheelFilename;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The wheel of an editable installation (PEP 660): dist-info as in the project's own wheel, and in
/// place of its modules a `.pth` file that names where they lie. No build backend runs on the
/// project's directory, which may thus be read-only.
///
/// The `.pth` file has the name that the project's backend gives it.
public final class EditableWheel {
  private final BuildFacts facts;
  private final Optional<StaticBackend> backend;

  private EditableWheel(BuildFacts facts) {
    this.facts = facts;
    this.backend = StaticBackend.named(facts);
  }

  /// Judges a project: its modules need not be known, its metadata must be.
  ///
  /// @throws IOException when the tree cannot be read
  public static StaticWheel.Result of(BuildFacts facts) throws IOException {
    try {
      return new StaticWheel.Result.Known(new EditableWheel(facts).known());
    } catch (NotKnownException e) {
      return new StaticWheel.Result.NotStatic(e.reason());
    }
  }

  /// The same from a wheel that was built, whose metadata it takes.
  ///
  /// @param files of that wheel, by path
  /// @throws HostBuildException when the wheel holds more than Python
  /// @throws IOException when the tree or the wheel cannot be read
  public static StaticWheel of(BuildFacts facts, WheelFilename built, Map<String, Content> files)
      throws HostBuildException, IOException {
    if (!built.text().endsWith("-none-any.whl")) {
      throw new HostBuildException(new HostBuildProblem.NotEditable(built.name(), built.text()));
    }
    SortedMap<String, StaticWheel.Entry> distInfo = new TreeMap<>();
    Set<String> modules = new LinkedHashSet<>();
    files.forEach((path, content) -> {
      String first = path.substring(0, Math.max(0, path.indexOf('/')));
      if (!first.endsWith(".dist-info")) {
        modules.add(first.isEmpty() ? path : first);
      } else if (!path.endsWith(".dist-info/RECORD")) {
        distInfo.put(path, new StaticWheel.Entry(content, false));
      }
    });
    return new EditableWheel(facts).with(distInfo, built, modules);
  }

  private StaticWheel known() throws IOException, NotKnownException {
    for (String key : BuildFacts.texts(facts.table("project"), "dynamic")) {
      if (!key.equals("version")) {
        throw new NotKnownException("project." + key + " is dynamic");
      }
    }
    String name = BuildFacts.text(facts.table("project"), "name");
    if (name.isEmpty()) {
      throw new NotKnownException("project.name is missing in pyproject.toml");
    }
    String version = version();
    String module = PackageName.of(name).value().replace('-', '_');
    List<String> licenses = licenses();
    SortedMap<String, StaticWheel.Entry> entries =
        StaticWheel.distInfo(facts, module + "-" + version + ".dist-info/", licenses);
    WheelFilename filename = WheelFilename.parse(module + "-" + version + "-py3-none-any.whl");
    return with(entries, filename, Set.of(module));
  }

  private String version() throws IOException, NotKnownException {
    String version = BuildFacts.text(facts.table("project"), "version");
    if (version.isEmpty()) {
      version = StaticVersion.of(facts);
    }
    try {
      return Version.parse(version).toString();
    } catch (IllegalArgumentException e) {
      throw new NotKnownException("`" + version + "` is not a version");
    }
  }

  private List<String> licenses() throws IOException {
    try {
      return backend.isPresent() ? StaticWheel.licenses(facts, backend.get()) : List.of();
    } catch (NotKnownException e) {
      // An installation in place works without their copies.
      return List.of();
    }
  }

  private StaticWheel with(
      SortedMap<String, StaticWheel.Entry> distInfo, WheelFilename filename, Set<String> modules)
      throws IOException {
    String module = filename.name().value().replace('-', '_');
    String line = String.join("\n", roots(modules));
    String path =
        switch (backend.orElse(StaticBackend.UV_BUILD)) {
          case UV_BUILD, FLIT_CORE, POETRY_CORE -> module + ".pth";
          case HATCHLING, PDM_BACKEND -> "_editable_impl_" + module + ".pth";
          case SETUPTOOLS -> "__editable__." + module + "-" + filename.version() + ".pth";
        };
    boolean ends =
        backend.isPresent()
            && Set.of(StaticBackend.SETUPTOOLS, StaticBackend.POETRY_CORE).contains(backend.get());
    SortedMap<String, StaticWheel.Entry> entries = new TreeMap<>(distInfo);
    entries.put(path, StaticWheel.text(ends ? line + "\n" : line));
    return StaticWheel.withRecord(filename, entries);
  }

  /// Where the backend finds the modules; else the settings that say it, `src`, or the project's
  /// directory, whichever holds one of them.
  private List<String> roots(Set<String> modules) throws IOException {
    Set<String> roots = new LinkedHashSet<>();
    if (backend.isPresent()) {
      try {
        for (StaticLayout.Module module : StaticLayout.modules(facts, backend.get())) {
          roots.add(String.valueOf(module.file().getParent()));
        }
        return List.copyOf(roots);
      } catch (NotKnownException e) {
        roots.clear();
      }
    }
    for (String place : places()) {
      Path directory = facts.directory().resolve(place).normalize();
      boolean holds = modules.stream().anyMatch(module -> holds(directory, module));
      if (directory.startsWith(facts.directory()) && (holds || isSaid(place))) {
        return List.of(directory.toString());
      }
    }
    return List.of(
        (holdsModules() ? facts.directory().resolve("src") : facts.directory()).toString());
  }

  private List<String> places() {
    List<String> places = new ArrayList<>();
    places.add(BuildFacts.text(facts.table("tool", "uv", "build-backend"), "module-root"));
    places.add(BuildFacts.text(facts.table("tool", "setuptools", "package-dir"), ""));
    places.addAll(BuildFacts.texts(facts.table("tool", "setuptools", "packages", "find"), "where"));
    if (facts.table("tool", "poetry").get("packages") instanceof List<?> packages) {
      packages.forEach(p -> places.add(BuildFacts.text(BuildFacts.asTable(p), "from")));
    }
    places.removeIf(String::isEmpty);
    places.add("src");
    places.add("");
    return places;
  }

  private static boolean isSaid(String place) {
    return !place.isEmpty() && !place.equals("src");
  }

  private static boolean holds(Path directory, String module) {
    return Files.exists(directory.resolve(module))
        || Files.isRegularFile(directory.resolve(module + ".py"));
  }

  private boolean holdsModules() throws IOException {
    Path src = facts.directory().resolve("src");
    if (!Files.isDirectory(src)) {
      return false;
    }
    try (var children = Files.newDirectoryStream(src)) {
      for (Path child : children) {
        if (child.toString().endsWith(".py") || Files.exists(child.resolve("__init__.py"))) {
          return true;
        }
      }
    }
    return false;
  }
}

package dev.garboard.hostbuild;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The build backends whose wheels can be known, with the settings that leave them so.
enum StaticBackend {
  UV_BUILD("uv_build", "uv_build", ""),
  HATCHLING("hatchling.build", "hatchling", ""),
  SETUPTOOLS("setuptools.build_meta", "setuptools wheel", ""),
  FLIT_CORE("flit_core.buildapi", "flit_core flit-core", "<4"),
  POETRY_CORE("poetry.core.masonry.api", "poetry-core poetry_core", "<3"),
  PDM_BACKEND("pdm.backend", "pdm-backend pdm_backend", "");

  private static final Set<String> KEPT_DYNAMIC = Set.of("version");

  private static final Set<String> VERSION_SOURCES = Set.of("hatch-vcs", "uv-dynamic-versioning");

  private final String entry;

  /// Names that `requires` may hold, separated by spaces.
  private final String requirements;

  /// The upper bound that still admits the newest release; older ones make other wheels.
  private final String ceiling;

  StaticBackend(String entry, String requirements, String ceiling) {
    this.ceiling = ceiling;
    this.entry = entry;
    this.requirements = requirements;
  }

  /// The backend that the project declares, whatever else takes part in its build.
  static Optional<StaticBackend> named(BuildFacts facts) {
    String name = BuildFacts.text(facts.table("build-system"), "build-backend");
    return Arrays.stream(values()).filter(backend -> backend.entry.equals(name)).findFirst();
  }

  /// The backend that the project declares, if nothing else takes part in its build.
  static StaticBackend of(BuildFacts facts) throws NotKnownException {
    Map<String, Object> table = facts.table("build-system");
    String name = BuildFacts.text(table, "build-backend");
    for (StaticBackend backend : values()) {
      if (backend.entry.equals(name)) {
        backend.requireAlone(facts, table);
        backend.requireSettings(facts);
        return backend;
      }
    }
    throw new NotKnownException(
        name.isEmpty() ? "no build backend is declared" : "build backend `" + name + "`");
  }

  private void requireAlone(BuildFacts facts, Map<String, Object> table) throws NotKnownException {
    if (table.containsKey("backend-path")) {
      throw new NotKnownException("backend-path is set");
    }
    for (String requirement : BuildFacts.texts(table, "requires")) {
      String bare = requirement.split("[ <>=!~;\\[@(]", 2)[0];
      if (VERSION_SOURCES.contains(bare) && onlyGivesVersion(facts)) {
        continue;
      }
      if (!List.of(requirements.split(" ", -1)).contains(bare)) {
        throw new NotKnownException("the build requires `" + requirement + "`");
      }
      requireNewest(requirement, requirement.substring(bare.length()));
    }
  }

  /// These plugins take no part but for the version, which is then known in another way or not at
  /// all; their hooks are settings of their own.
  private boolean onlyGivesVersion(BuildFacts facts) {
    return this == HATCHLING
        && BuildFacts.texts(facts.table("project"), "dynamic").contains("version");
  }

  private void requireNewest(String requirement, String bounds) throws NotKnownException {
    for (String bound : bounds.replace(" ", "").split(",", -1)) {
      boolean open = bound.isEmpty() || bound.startsWith(">");
      boolean top = !ceiling.isEmpty() && bound.replaceAll("(\\.0)+$", "").equals(ceiling);
      if (this != UV_BUILD && !open && !top) {
        throw new NotKnownException("the build requires `" + requirement + "`");
      }
    }
  }

  private void requireSettings(BuildFacts facts) throws NotKnownException {
    switch (this) {
      case UV_BUILD ->
          only(facts, Set.of("module-root", "module-name"), "tool", "uv", "build-backend");
      case HATCHLING -> {
        if (Files.exists(facts.directory().resolve("hatch.toml"))) {
          throw new NotKnownException("hatch.toml takes part in the build");
        }
        only(facts, Set.of("targets"), "tool", "hatch", "build");
        only(facts, Set.of("sdist", "wheel"), "tool", "hatch", "build", "targets");
        only(facts, Set.of("packages"), "tool", "hatch", "build", "targets", "wheel");
        only(facts, Set.of("allow-direct-references"), "tool", "hatch", "metadata");
      }
      case SETUPTOOLS -> {
        only(facts, Set.of("packages", "dynamic"), "tool", "setuptools");
        only(facts, Set.of("find"), "tool", "setuptools", "packages");
        only(facts, Set.of("where"), "tool", "setuptools", "packages", "find");
        only(facts, Set.of("version"), "tool", "setuptools", "dynamic");
      }
      case FLIT_CORE -> {
        only(facts, Set.of("module", "sdist"), "tool", "flit");
        only(facts, Set.of("name"), "tool", "flit", "module");
      }
      case POETRY_CORE -> only(facts, Set.of("group", "requires-poetry"), "tool", "poetry");
      case PDM_BACKEND -> {
        only(facts, Set.of(), "tool", "pdm", "build");
        only(facts, Set.of(), "tool", "pdm", "version");
      }
    }
    requireStatic(facts);
  }

  private void requireStatic(BuildFacts facts) throws NotKnownException {
    List<String> dynamic = BuildFacts.texts(facts.table("project"), "dynamic");
    for (String key : dynamic) {
      if (this == UV_BUILD || !KEPT_DYNAMIC.contains(key)) {
        throw new NotKnownException("project." + key + " is dynamic");
      }
    }
    for (String key : List.of("import-names", "import-namespaces")) {
      if (facts.table("project").containsKey(key)) {
        throw new NotKnownException("project." + key + " is set");
      }
    }
    if (BuildFacts.text(facts.table("project"), "name").isEmpty()) {
      throw new NotKnownException("project.name is missing in pyproject.toml");
    }
  }

  private static void only(BuildFacts facts, Set<String> known, String... keys)
      throws NotKnownException {
    for (String key : facts.table(keys).keySet()) {
      if (!known.contains(key)) {
        throw new NotKnownException(
            "[" + String.join(".", keys) + "] " + key + " decides what the wheel holds");
      }
    }
  }
}

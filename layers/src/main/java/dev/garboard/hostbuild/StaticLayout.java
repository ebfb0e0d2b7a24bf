package dev.garboard.hostbuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Where each backend finds the modules that go into the wheel.
final class StaticLayout {

  private StaticLayout() {}

  /// A package's directory, or a single file; its path inside the wheel.
  record Module(Path file, String path) {}

  static List<Module> modules(BuildFacts facts, StaticBackend backend)
      throws IOException, NotKnownException {
    return switch (backend) {
      case UV_BUILD -> List.of(uvBuild(facts));
      case HATCHLING -> hatchling(facts);
      case SETUPTOOLS -> setuptools(facts);
      case FLIT_CORE -> List.of(flit(facts));
      case POETRY_CORE -> List.of(onlyOf(facts, identifier(facts), "", "src"));
      case PDM_BACKEND -> packagesBelow(facts.directory().resolve("src"));
    };
  }

  private static String identifier(BuildFacts facts) {
    return BuildFacts.text(facts.table("project"), "name")
        .replaceAll("[-_.]+", "_")
        .toLowerCase(Locale.ROOT);
  }

  private static Module uvBuild(BuildFacts facts) throws NotKnownException {
    Map<String, Object> table = facts.table("tool", "uv", "build-backend");
    String root = table.containsKey("module-root") ? BuildFacts.text(table, "module-root") : "src";
    String name = identifier(facts);
    if (table.containsKey("module-name")) {
      name = BuildFacts.text(table, "module-name");
    }
    if (name.isEmpty() || name.contains(".") || name.endsWith("-stubs")) {
      throw new NotKnownException("module-name is not one plain name");
    }
    return packageAt(facts, root, name);
  }

  private static List<Module> hatchling(BuildFacts facts) throws NotKnownException {
    Map<String, Object> wheel = facts.table("tool", "hatch", "build", "targets", "wheel");
    List<Module> modules = new ArrayList<>();
    for (String listed : BuildFacts.texts(wheel, "packages")) {
      Path directory = inside(facts, listed);
      if (!Files.isDirectory(directory)) {
        throw new NotKnownException("no such directory: " + listed);
      }
      modules.add(new Module(directory, directory.getFileName().toString()));
    }
    return modules.isEmpty() ? List.of(onlyOf(facts, identifier(facts), "", "src")) : modules;
  }

  /// The first place that holds the package; one that two places hold, or a module of one file, is
  /// left to the backend.
  private static Module onlyOf(BuildFacts facts, String name, String... roots)
      throws NotKnownException {
    for (String root : roots) {
      if (Files.exists(inside(facts, root).resolve(name).resolve("__init__.py"))) {
        return packageAt(facts, root, name);
      }
    }
    throw new NotKnownException("no package `" + name + "`");
  }

  static Module flit(BuildFacts facts) throws NotKnownException {
    String name = BuildFacts.text(facts.table("tool", "flit", "module"), "name");
    if (name.isEmpty()) {
      name = BuildFacts.text(facts.table("project"), "name").replace('-', '_');
    }
    List<Module> found = new ArrayList<>();
    for (String root : List.of("", "src")) {
      Path base = inside(facts, root);
      if (Files.isDirectory(base.resolve(name))) {
        found.add(new Module(base.resolve(name), name));
      }
      if (Files.isRegularFile(base.resolve(name + ".py"))) {
        found.add(new Module(base.resolve(name + ".py"), name + ".py"));
      }
    }
    if (found.size() != 1 || name.contains(".")) {
      throw new NotKnownException("not one module `" + name + "`");
    }
    return found.getFirst();
  }

  private static List<Module> setuptools(BuildFacts facts) throws IOException, NotKnownException {
    for (String file : List.of("setup.py", "setup.cfg", "MANIFEST.in")) {
      if (Files.exists(facts.directory().resolve(file))) {
        throw new NotKnownException(file + " takes part in the build");
      }
    }
    List<String> where =
        BuildFacts.texts(facts.table("tool", "setuptools", "packages", "find"), "where");
    if (!(where.isEmpty() || where.equals(List.of("src")))) {
      throw new NotKnownException("[tool.setuptools.packages.find] where is not `src`");
    }
    requireNoEggInfo(facts.directory());
    requireNoEggInfo(facts.directory().resolve("src"));
    return packagesBelow(facts.directory().resolve("src"));
  }

  private static void requireNoEggInfo(Path directory) throws IOException, NotKnownException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      if (files.anyMatch(file -> file.getFileName().toString().endsWith(".egg-info"))) {
        throw new NotKnownException("an .egg-info directory lists further files");
      }
    }
  }

  /// All packages of a `src` directory that holds nothing else.
  private static List<Module> packagesBelow(Path source) throws IOException, NotKnownException {
    if (!Files.isDirectory(source)) {
      throw new NotKnownException("no `src` directory");
    }
    List<Module> modules = new ArrayList<>();
    try (Stream<Path> children = Files.list(source)) {
      for (Path child : children.sorted().toList()) {
        String name = child.getFileName().toString();
        if (Set.of("__pycache__", ".DS_Store").contains(name)) {
          continue;
        }
        if (!Files.exists(child.resolve("__init__.py"))) {
          throw new NotKnownException("src/" + name + " is not a package");
        }
        modules.add(new Module(child, name));
      }
    }
    if (modules.isEmpty()) {
      throw new NotKnownException("no package in `src`");
    }
    return modules;
  }

  private static Module packageAt(BuildFacts facts, String root, String name)
      throws NotKnownException {
    Path directory = inside(facts, root).resolve(name);
    if (!Files.isRegularFile(directory.resolve("__init__.py"))) {
      throw new NotKnownException("no package at " + root + "/" + name);
    }
    return new Module(directory, name);
  }

  private static Path inside(BuildFacts facts, String path) throws NotKnownException {
    Path root = facts.directory().normalize();
    Path place = root.resolve(path).normalize();
    if (!place.startsWith(root)) {
      throw new NotKnownException("a path leaves the project: " + path);
    }
    return place;
  }
}

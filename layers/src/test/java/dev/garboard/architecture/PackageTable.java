package dev.garboard.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which of our packages may import which, by the package's name below the root. A package that is
/// not listed is a violation: a new package is a decision. A package below a listed one counts as
/// that one, unless it has a row of its own.
final class PackageTable extends ArchCondition<JavaClass> {
  private static final Set<String> ANY = Set.of("*");

  private static final Map<String, Set<String>> LAYERS =
      Map.ofEntries(
          row("stage"),
          row("content"),
          row("parallel"),
          row("python"),
          row("tree", "content"),
          row("deflate", "content"),
          row("project", "content", "python", "tree"),
          row("selection", "content", "python", "project"),
          row("freshness", "content", "python", "project"),
          row("http", "content"),
          row("store", "content"),
          row("locate", "content", "parallel", "python", "project", "selection", "http", "store"),
          row("wheel", "content", "python", "deflate"),
          row("install", "content", "python", "tree", "wheel"),
          row("plan", "content", "python", "selection"),
          row("sbom", "content", "python", "project", "selection", "http", "wheel"),
          row("layer", "content", "tree", "deflate"),
          row("elf", "content"),
          row("bytecode", "content", "parallel", "tree"),
          row("hostbuild", "content", "deflate", "python", "tree", "project", "selection"),
          row("pipeline", "*"),
          row(
              "environment",
              "content",
              "parallel",
              "python",
              "tree",
              "project",
              "selection",
              "locate",
              "wheel",
              "install",
              "bytecode",
              "store",
              "pipeline"),
          row("debian", "content", "parallel", "tree", "http", "store", "deflate", "elf"));

  private static final Map<String, Set<String>> FRONTS =
      Map.ofEntries(
          row("oci", "content"),
          row("registry", "content", "http", "oci"),
          row("image", "content", "layer", "oci", "registry", "tree"),
          row("config", "project", "python"),
          row("destination", "content", "parallel", "image", "oci", "registry"),
          row("reuse", "content", "parallel", "image", "layer", "oci", "registry", "sbom", "store"),
          row(
              "base",
              "content",
              "debian",
              "http",
              "image",
              "layer",
              "oci",
              "registry",
              "store",
              "tree"),
          Map.entry("build", union(LAYERS.keySet(), Set.of("oci", "registry", "image", "reuse"))),
          row("packaging", "content", "deflate", "destination", "image", "layer", "oci", "tree"),
          Map.entry(
              "words",
              union(
                  LAYERS.keySet(),
                  Set.of("config", "oci", "registry", "image", "destination", "base"))),
          Map.entry("cli", ANY),
          row("buildpack.cnb"),
          Map.entry("buildpack", union(LAYERS.keySet(), Set.of("buildpack.cnb"))));

  /// What every package may import.
  private static final Set<String> COMMON = Set.of("stage");

  private final String root;
  private final Map<String, Set<String>> table = new TreeMap<>();

  PackageTable(String root) {
    super("import only what the package table allows");
    this.root = root;
    table.putAll(LAYERS);
    table.putAll(FRONTS);
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    String importer = nameOf(type);
    Set<String> allowed = table.get(importer);
    if (allowed == null) {
      events.add(violated(type, "package `" + importer + "` is not in the package table"));
      return;
    }
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      JavaClass target = dependency.getTargetClass().getBaseComponentType();
      String imported = nameOf(target);
      if (isOurs(target)
          && !imported.equals(importer)
          && !allowed.equals(ANY)
          && !COMMON.contains(imported)
          && !allowed.contains(imported)) {
        events.add(
            violated(type, importer + " imports " + imported + ": " + dependency.getDescription()));
      }
    }
  }

  private boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith(root + ".");
  }

  private String nameOf(JavaClass type) {
    String name = isOurs(type) ? type.getPackageName().substring(root.length() + 1) : "";
    int end = name.indexOf('.');
    return end < 0 || table.containsKey(name) ? name : name.substring(0, end);
  }

  private static ConditionEvent violated(JavaClass type, String message) {
    return SimpleConditionEvent.violated(type, message);
  }

  private static Map.Entry<String, Set<String>> row(String name, String... imports) {
    return Map.entry(name, Set.copyOf(List.of(imports)));
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    return Stream.concat(some.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
  }
}

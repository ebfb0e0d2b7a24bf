package dev.garboard.hostbuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The version of a project where it can be read: given by the user, static, in the `PKG-INFO` of
/// an unpacked sdist, or as a literal in the file that hatchling, setuptools or flit would read.
final class StaticVersion {

  private static final Pattern PUBLIC_VERSION =
      Pattern.compile("[0-9]+(\\.[0-9]+)*((a|b|rc)[0-9]+)?(\\.post[0-9]+)?(\\.dev[0-9]+)?");
  private static final Pattern HATCH_LITERAL =
      Pattern.compile(
          "^(?:__version__|VERSION)(?:: str)? *= *(['\"])v?(.+?)\\1", Pattern.MULTILINE);

  private StaticVersion() {}

  static String of(BuildFacts facts) throws IOException, NotKnownException {
    String version = unchecked(facts);
    if (!PUBLIC_VERSION.matcher(version).matches()) {
      throw new NotKnownException("version `" + version + "` is not in its normal form");
    }
    return version;
  }

  private static String unchecked(BuildFacts facts) throws IOException, NotKnownException {
    Map<String, Object> project = facts.table("project");
    if (!BuildFacts.texts(project, "dynamic").contains("version")) {
      return BuildFacts.text(project, "version");
    }
    if (!facts.version().isEmpty()) {
      return facts.version();
    }
    Path info = facts.directory().resolve("PKG-INFO");
    if (Files.isRegularFile(info)) {
      return header(info);
    }
    return switch (StaticBackend.of(facts)) {
      case HATCHLING -> hatchling(facts);
      case SETUPTOOLS -> setuptools(facts);
      case FLIT_CORE -> flit(facts);
      case UV_BUILD, POETRY_CORE, PDM_BACKEND ->
          throw new NotKnownException("the version is dynamic");
    };
  }

  private static String header(Path info) throws IOException, NotKnownException {
    for (String line : Files.readAllLines(info)) {
      if (line.startsWith("Version: ")) {
        return line.substring("Version: ".length()).strip();
      }
      if (line.isEmpty()) {
        break;
      }
    }
    throw new NotKnownException("PKG-INFO has no version");
  }

  private static String hatchling(BuildFacts facts) throws IOException, NotKnownException {
    Map<String, Object> table = facts.table("tool", "hatch", "version");
    boolean regex = !table.containsKey("source") || "regex".equals(table.get("source"));
    String path = BuildFacts.text(table, "path");
    if (!regex || path.isEmpty() || table.keySet().stream().anyMatch(k -> !known(k))) {
      throw new NotKnownException("[tool.hatch.version] is more than a path");
    }
    Matcher literal = HATCH_LITERAL.matcher(read(facts, path));
    if (!literal.find()) {
      throw new NotKnownException(path + " holds no literal version");
    }
    return literal.group(2);
  }

  private static boolean known(String key) {
    return key.equals("path") || key.equals("source");
  }

  private static String setuptools(BuildFacts facts) throws IOException, NotKnownException {
    Map<String, Object> table =
        BuildFacts.asTable(
            facts.table("tool", "setuptools", "dynamic").getOrDefault("version", Map.of()));
    if (table.keySet().equals(java.util.Set.of("file"))) {
      String file = BuildFacts.text(table, "file");
      if (table.get("file") instanceof List<?> list && list.size() == 1) {
        file = String.valueOf(list.getFirst());
      }
      return read(facts, file).strip();
    }
    String attribute = BuildFacts.text(table, "attr");
    int dot = attribute.lastIndexOf('.');
    if (table.size() != 1 || dot < 0) {
      throw new NotKnownException("[tool.setuptools.dynamic] names no attribute or file");
    }
    String module = attribute.substring(0, dot).replace('.', '/');
    for (String root : List.of("src/", "")) {
      for (String file : List.of(root + module + ".py", root + module + "/__init__.py")) {
        if (Files.isRegularFile(facts.directory().resolve(file))) {
          return onlyLiteral(read(facts, file), attribute.substring(dot + 1), file);
        }
      }
    }
    throw new NotKnownException("no module for " + attribute);
  }

  private static String flit(BuildFacts facts) throws IOException, NotKnownException {
    StaticLayout.Module module = StaticLayout.flit(facts);
    Path file =
        module.file().toString().endsWith(".py")
            ? module.file()
            : module.file().resolve("__init__.py");
    return onlyLiteral(Files.readString(file), "__version__", file.toString());
  }

  /// Any other mention of the name could change its value.
  private static String onlyLiteral(String source, String name, String file)
      throws NotKnownException {
    Matcher literal =
        Pattern.compile(
                "^" + Pattern.quote(name) + "(?:: *str)? *= *(['\"])([^'\"\\\\]+)\\1 *(?:#.*)?$",
                Pattern.MULTILINE)
            .matcher(source);
    Matcher mention =
        Pattern.compile("^" + Pattern.quote(name) + "\\b(?! *==)", Pattern.MULTILINE)
            .matcher(source);
    long mentions = mention.results().count();
    if (mentions != 1 || !literal.find()) {
      throw new NotKnownException(file + " does not assign one literal to " + name);
    }
    return literal.group(2);
  }

  private static String read(BuildFacts facts, String path) throws IOException, NotKnownException {
    Path file = facts.directory().resolve(path).normalize();
    if (!file.startsWith(facts.directory().normalize()) || !Files.isRegularFile(file)) {
      throw new NotKnownException("no such file: " + path);
    }
    return Files.readString(file);
  }
}

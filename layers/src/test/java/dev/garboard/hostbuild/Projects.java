package dev.garboard.hostbuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/// The small projects of the test resources.
final class Projects {

  private Projects() {}

  static Path copy(String name, Path into) throws IOException {
    HostFixture.copy(Path.of("src/test/resources/projects", name), into);
    return into;
  }

  static BuildFacts facts(Path directory) throws IOException {
    return facts(directory, "");
  }

  static BuildFacts facts(Path directory, String version) throws IOException {
    TomlTable table = Toml.parse(Files.readString(directory.resolve("pyproject.toml")));
    return new BuildFacts(directory, plain(table), version);
  }

  private static Map<String, Object> plain(TomlTable table) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String key : table.keySet()) {
      map.put(key, plain(Objects.requireNonNull(table.get(List.of(key)))));
    }
    return map;
  }

  private static Object plain(Object value) {
    if (value instanceof TomlTable table) {
      return plain(table);
    }
    if (value instanceof TomlArray array) {
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        list.add(plain(array.get(i)));
      }
      return list;
    }
    return value;
  }

  static void replace(Path file, String old, String replacement) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(old)) {
      throw new AssertionError(file + " does not hold " + old);
    }
    Files.writeString(file, text.replace(old, replacement));
  }
}

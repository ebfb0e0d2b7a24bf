package dev.garboard.publishing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Documents of a YAML file, walked by key.
final class Yaml {

  private final String where;
  private final Object value;

  private Yaml(String where, Object value) {
    this.where = where;
    this.value = value;
  }

  static List<Yaml> read(Path file) throws IOException {
    Load load = new Load(LoadSettings.builder().build());
    List<Yaml> documents = new ArrayList<>();
    for (Object document : load.loadAllFromString(Files.readString(file))) {
      documents.add(new Yaml(file.getFileName().toString(), document));
    }
    return documents;
  }

  Map<?, ?> map() {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new AssertionError(where + " is no map");
  }

  /// The value at these keys.
  Yaml at(String... keys) {
    Yaml found = this;
    for (String key : keys) {
      Object inner = found.map().get(key);
      if (inner == null) {
        throw new AssertionError(found.where + " has no " + key);
      }
      found = new Yaml(found.where + "." + key, inner);
    }
    return found;
  }

  boolean has(String key) {
    return map().containsKey(key);
  }

  List<Yaml> items() {
    if (value instanceof List<?> list) {
      List<Yaml> items = new ArrayList<>();
      for (Object item : list) {
        items.add(new Yaml(where + "[" + items.size() + "]", item));
      }
      return items;
    }
    throw new AssertionError(where + " is no list");
  }

  String text() {
    return String.valueOf(value);
  }
}

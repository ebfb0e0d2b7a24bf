package dev.garboard.buildpack.cnb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/// A buildpack plan: what this buildpack provides and somebody requires.
public record BuildpackPlan(List<Entry> entries) {
  /// One requirement.
  ///
  /// @param name of what is provided
  /// @param metadata what the one who requires it wants of it; text of its scalars
  public record Entry(String name, SortedMap<String, String> metadata) {
    /// Copies.
    public Entry {
      metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }
  }

  /// Copies.
  public BuildpackPlan {
    entries = List.copyOf(entries);
  }

  /// Reads the file that `CNB_BP_PLAN_PATH` names; an absent one has no entries.
  ///
  /// @throws CnbException when it is malformed
  /// @throws IOException when it cannot be read
  public static BuildpackPlan read(Path file) throws CnbException, IOException {
    if (!Files.exists(file)) {
      return new BuildpackPlan(List.of());
    }
    TomlTable table =
        TomlFile.read(file).orElseThrow(() -> new CnbException("not TOML: `" + file + "`"));
    List<Entry> entries = new ArrayList<>();
    if (table.get(List.of("entries")) instanceof TomlArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof TomlTable entry
            && entry.get(List.of("name")) instanceof String name) {
          entries.add(new Entry(name, TomlFile.texts(entry, "metadata")));
        }
      }
    }
    return new BuildpackPlan(entries);
  }

  /// Whether somebody asks by metadata such as `build = true`.
  public boolean asks(String key) {
    return entries.stream().anyMatch(e -> e.metadata().getOrDefault(key, "").equals("true"));
  }

  /// What a requirement of this name says under a key; empty when nobody says anything.
  public String metadata(String name, String key) {
    return entries.stream()
        .filter(e -> e.name().equals(name))
        .map(e -> e.metadata().getOrDefault(key, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }
}

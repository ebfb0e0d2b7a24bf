package dev.garboard.project;

import dev.garboard.project.UvSettings.Packaging;
import dev.garboard.python.PackageName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Reads `[tool.uv]`. Unknown keys are uv's business.
final class UvSettingsReader {

  private static final List<String> INPUTS =
      List.of(
          "environments",
          "required-environments",
          "constraint-dependencies",
          "override-dependencies",
          "exclude-dependencies",
          "build-constraint-dependencies");

  private static final List<String> BY_PACKAGE =
      List.of("config-settings-package", "extra-build-dependencies", "extra-build-variables");

  private final TomlCursor uv;
  private final LockValues values;

  UvSettingsReader(TomlCursor uv, LockValues values) {
    this.uv = uv;
    this.values = values;
  }

  UvSettings read() {
    return new UvSettings(
        new UvSettings.Project(
            uv.flag("managed").orElse(true), packaging(), values.defaultGroups(uv)),
        workspace(),
        indexes(),
        builds(),
        sources(),
        inputs());
  }

  private Packaging packaging() {
    return uv.flag("package")
        .map(isPackage -> isPackage ? Packaging.PACKAGE : Packaging.VIRTUAL)
        .orElse(Packaging.UNSET);
  }

  private UvSettings.Workspace workspace() {
    return uv.table("workspace")
        .map(
            table -> new UvSettings.Workspace(true, table.texts("members"), table.texts("exclude")))
        .orElseGet(() -> new UvSettings.Workspace(false, List.of(), List.of()));
  }

  private List<UvSettings.Index> indexes() {
    List<UvSettings.Index> indexes = new ArrayList<>();
    for (TomlCursor table : uv.tables("index")) {
      indexes.add(
          new UvSettings.Index(
              table.text("name").orElse(""),
              table.requiredText("url", ""),
              table.flag("default").orElse(false),
              table.flag("explicit").orElse(false),
              table.text("format").orElse("simple")));
    }
    return indexes;
  }

  private UvSettings.Builds builds() {
    return new UvSettings.Builds(
        uv.flag("no-build").orElse(false),
        uv.flag("no-binary").orElse(false),
        uv.texts("no-build-package", PackageName::of),
        uv.texts("no-binary-package", PackageName::of),
        buildSettings(),
        uv.texts("find-links"));
  }

  private List<UvSettings.BuildSetting> buildSettings() {
    List<UvSettings.BuildSetting> settings = new ArrayList<>();
    if (uv.flag("no-build-isolation").orElse(false)) {
      settings.add(new UvSettings.BuildSetting("no-build-isolation", List.of()));
    }
    List<PackageName> notIsolated = uv.texts("no-build-isolation-package", PackageName::of);
    if (!notIsolated.isEmpty()) {
      settings.add(new UvSettings.BuildSetting("no-build-isolation-package", notIsolated));
    }
    if (!uv.tableOrEmpty("config-settings").table().entries().isEmpty()) {
      settings.add(new UvSettings.BuildSetting("config-settings", List.of()));
    }
    for (String key : BY_PACKAGE) {
      TomlCursor table = uv.tableOrEmpty(key);
      List<PackageName> names = new ArrayList<>();
      for (String name : table.table().entries().keySet()) {
        values.packageKey(table, name).ifPresent(names::add);
      }
      if (!names.isEmpty()) {
        settings.add(new UvSettings.BuildSetting(key, names));
      }
    }
    return settings;
  }

  /// Texts as they are; entries of other shapes (an override is a table too) are left out.
  private SequencedMap<String, List<String>> inputs() {
    SequencedMap<String, List<String>> inputs = new LinkedHashMap<>();
    for (String key : INPUTS) {
      List<String> texts = new ArrayList<>();
      if (uv.get(key) instanceof TomlNode.Text(String text, _, _)) {
        texts.add(text);
      } else {
        for (TomlNode item : uv.items(key)) {
          if (item instanceof TomlNode.Text(String text, _, _)) {
            texts.add(text);
          }
        }
      }
      inputs.put(key, texts);
    }
    return inputs;
  }

  private SequencedMap<PackageName, List<UvSettings.Source>> sources() {
    SequencedMap<PackageName, List<UvSettings.Source>> sources = new LinkedHashMap<>();
    uv.table("sources")
        .ifPresent(table -> {
          for (String key : table.table().entries().keySet()) {
            values.packageKey(table, key).ifPresent(n -> sources.put(n, entries(table, key)));
          }
        });
    return sources;
  }

  /// One table or an array of them.
  private static List<UvSettings.Source> entries(TomlCursor table, String key) {
    if (table.get(key) instanceof TomlNode.Array) {
      return table.tables(key).stream().map(UvSettingsReader::source).toList();
    }
    return table.table(key).map(UvSettingsReader::source).map(List::of).orElse(List.of());
  }

  private static UvSettings.Source source(TomlCursor table) {
    SequencedMap<String, String> keys = new LinkedHashMap<>();
    for (Map.Entry<String, TomlNode> entry : table.table().entries().entrySet()) {
      switch (entry.getValue()) {
        case TomlNode.Text(String value, _, _) -> keys.put(entry.getKey(), value);
        case TomlNode.Flag(boolean value, _, _) -> keys.put(entry.getKey(), String.valueOf(value));
        case TomlNode.Whole _, TomlNode.Array _, TomlNode.Table _, TomlNode.Other _ -> {
          // No source key has such a value.
        }
      }
    }
    return new UvSettings.Source(keys);
  }
}
